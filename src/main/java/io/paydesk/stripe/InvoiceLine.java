package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice is for, from an answer of any API version: since 2025-03-31.basil its price is in
 * its pricing, and its subscription in its parent.
 *
 * @param subscriptionId null where it has none, such as a fee that was added to the customer
 * @param itemId of the subscription; null where it has none
 * @param priceId null where it has none
 * @param quantity null where it has none
 * @param amount minor units, before discounts; below zero where it credits
 * @param proration whether it charges or credits a change within a period
 * @see <a href="https://docs.stripe.com/api/invoice-line-item/object">the Line Item object</a>
 */
public record InvoiceLine(
    @Nullable String subscriptionId,
    @Nullable String itemId,
    @Nullable String priceId,
    @Nullable Long quantity,
    long amount,
    boolean proration,
    @Nullable Instant periodStart,
    @Nullable Instant periodEnd) {

  static List<InvoiceLine> all(JsonNode lines) {
    var all = new ArrayList<InvoiceLine>();
    lines.forEach(line -> all.add(of(line)));
    return List.copyOf(all);
  }

  static InvoiceLine of(JsonNode line) {
    var parent = line.path("parent");
    var details = parent.path("subscription_item_details");
    if (!details.isObject()) {
      details = parent.path("invoice_item_details");
    }
    return new InvoiceLine(
        first(StripeJson.id(details, "subscription"), StripeJson.id(line, "subscription")),
        first(
            StripeJson.id(details, "subscription_item"), StripeJson.id(line, "subscription_item")),
        price(line),
        line.path("quantity").isIntegralNumber() ? line.path("quantity").longValue() : null,
        line.path("amount").longValue(),
        details.path("proration").booleanValue() || line.path("proration").booleanValue(),
        StripeJson.time(line.path("period"), "start"),
        StripeJson.time(line.path("period"), "end"));
  }

  private static @Nullable String price(JsonNode line) {
    var details = line.path("pricing").path("price_details");
    var price = first(StripeJson.id(details, "price"), StripeJson.id(line, "price"));
    return first(price, StripeJson.id(line, "plan"));
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  /** Whether it charges for a period, not for a change within one. */
  public boolean isPeriod() {
    return !proration && amount > 0;
  }

  /**
   * Whether it is a whole period of a subscription's item, even a free one. A one-off fee has no
   * item, even if it names the subscription.
   */
  public boolean isRecurring() {
    return !proration && itemId != null;
  }
}
