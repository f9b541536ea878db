package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What was billed for the rest of an item's period. With flexible billing, a credit is a part of
 * that, not of the item's present price. See <a
 * href="https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations">credit
 * prorations</a>.
 */
final class Debits {

  /**
   * @param invoice the id of the line's invoice, or null where it is not billed yet
   */
  record Debit(JsonNode line, String invoice) {

    long start() {
      return line.at("/period/start").asLong();
    }
  }

  private final Store store;

  Debits(Store store) {
    this.store = store;
  }

  /** The newest, or null where nothing was billed. */
  Debit of(ObjectNode item) {
    JsonNode waiting = store.prorations.get(Json.text(item, "subscription"));
    Debit debit = waiting == null ? null : last(waiting, item, null);
    List<ObjectNode> invoices = store.invoices.oldestFirst();
    for (int i = invoices.size() - 1; i >= 0 && debit == null; i--) {
      ObjectNode invoice = invoices.get(i);
      boolean counts =
          InvoiceJson.subscription(invoice).equals(Json.text(item, "subscription"))
              && !Json.text(invoice, "status").equals("void");
      debit = counts ? last(invoice.at("/lines/data"), item, Json.text(invoice, "id")) : null;
    }
    return debit;
  }

  private static Debit last(JsonNode lines, ObjectNode item, String invoice) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      JsonNode line = lines.get(i);
      if (line.at("/parent/subscription_item_details/subscription_item").equals(item.get("id"))
          && line.at("/period/end").equals(item.get("current_period_end"))
          && line.get("amount").asLong() >= 0) {
        return new Debit(line, invoice);
      }
    }
    return null;
  }
}
