package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What an invoice is for. See <a href="https://docs.stripe.com/api/invoice-line-item/object">the
 * Line Item object</a>.
 */
final class InvoiceLines {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Store store;
  private final Discounts discounts;
  private final Debits debits;

  InvoiceLines(Store store, Discounts discounts) {
    this.store = store;
    this.discounts = discounts;
    this.debits = new Debits(store);
  }

  /** A whole period of a subscription item. */
  ObjectNode period(ObjectNode item, long start, long end) {
    return line(item, SubscriptionJson.amount(item), false, description(item), start, end);
  }

  /** An item of a Checkout Session that is paid once, with the first invoice. */
  ObjectNode once(ObjectNode item, String subscription, long now) {
    ObjectNode sold = item.deepCopy().put("subscription", subscription);
    long amount = item.get("amount_subtotal").asLong();
    ObjectNode line = line(sold, amount, false, Json.text(item, "description"), now, now);
    ObjectNode details =
        Json.object(
            "invoice_item",
            Ids.of("ii"),
            "proration",
            false,
            "proration_details",
            Json.object("credited_items", null),
            "subscription",
            subscription);
    Json.with(
        line,
        "parent",
        Json.object(
            "invoice_item_details",
            details,
            "subscription_item_details",
            null,
            "type",
            "invoice_item_details"));
    return line;
  }

  /** A period that costs nothing. */
  ObjectNode trial(ObjectNode item, long start, long end) {
    String text = "Free trial for " + item.get("quantity") + " × " + product(item);
    return line(item, 0, false, text, start, end);
  }

  /**
   * The rest of the item's period from {@code now} on, credited or charged.
   *
   * @param item with the whole period
   */
  ObjectNode rest(ObjectNode item, long now, boolean givenBack) {
    long start = item.get("current_period_start").asLong();
    long end = item.get("current_period_end").asLong();
    if (givenBack) {
      return unused(item, now, start, end);
    }
    long amount = share(discounted(item), end - now, end - start);
    return line(item, amount, true, "Remaining time on " + after(item, now), now, end);
  }

  private ObjectNode unused(ObjectNode item, long now, long start, long end) {
    Debits.Debit debit = isFlexible(item) ? debits.of(item) : null;
    long whole = debit == null ? end - start : end - debit.start();
    long billed = debit == null ? discounted(item) : InvoiceTotals.net(debit.line());
    // What was billed later than the proration's date is credited whole, and no more.
    long amount = share(billed, Math.min(end - now, whole), whole);
    ObjectNode line = line(item, -amount, true, "Unused time on " + after(item, now), now, end);
    if (debit != null && debit.invoice() != null) {
      ObjectNode credited =
          Json.object(
              "invoice",
              debit.invoice(),
              "invoice_line_items",
              List.of(Json.text(debit.line(), "id")));
      ((ObjectNode) line.at("/parent/subscription_item_details/proration_details"))
          .set("credited_items", credited);
    }
    return line;
  }

  /**
   * The price of a whole period with the discounts that are percentages. An invoice does not
   * discount <a
   * href="https://docs.stripe.com/billing/subscriptions/prorations#prorations-and-discounts">prorations</a>:
   * their amounts have it already. The sandbox leaves fixed amounts to the renewal.
   */
  private long discounted(ObjectNode item) {
    BigDecimal amount = BigDecimal.valueOf(SubscriptionJson.amount(item));
    ObjectNode subscription = store.subscriptions.find(Json.text(item, "subscription"));
    for (ObjectNode discount : discounts.of(subscription)) {
      BigDecimal off = discounts.couponOf(discount).get("percent_off").decimalValue();
      amount = amount.multiply(BigDecimal.ONE.subtract(off.movePointLeft(2)));
    }
    return amount.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private boolean isFlexible(ObjectNode item) {
    ObjectNode subscription = store.subscriptions.find(Json.text(item, "subscription"));
    return BillingMode.isFlexible(BillingMode.of(subscription));
  }

  /** A shortened period, as the subscription ends within it. */
  ObjectNode part(ObjectNode item, long start, long end, long wholeEnd) {
    long amount = share(item, end - start, wholeEnd - start);
    return line(item, amount, true, description(item), start, end);
  }

  private static long share(ObjectNode item, long part, long whole) {
    return share(SubscriptionJson.amount(item), part, whole);
  }

  private static long share(long amount, long part, long whole) {
    return BigDecimal.valueOf(amount)
        .multiply(BigDecimal.valueOf(part))
        .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private String description(ObjectNode item) {
    long unit = item.at("/price/unit_amount").asLong();
    String currency = item.at("/price/currency").asText();
    return "%d × %s (at %s / %s)"
        .formatted(
            item.get("quantity").asLong(),
            product(item),
            Amounts.shown(unit, currency),
            item.at("/price/recurring/interval").asText());
  }

  /** In Stripe's words, such as "3 × Club after 15 Dec 2026". */
  private String after(ObjectNode item, long time) {
    long quantity = item.get("quantity").asLong();
    return "%s%s after %s"
        .formatted(
            quantity == 1 ? "" : quantity + " × ",
            product(item),
            DAY.format(Instant.ofEpochSecond(time)));
  }

  private String product(ObjectNode item) {
    return Json.text(store.products.find(item.at("/price/product").asText()), "name");
  }

  private static ObjectNode line(
      ObjectNode item, long amount, boolean proration, String text, long start, long end) {
    ObjectNode price =
        Json.object("price", item.at("/price/id"), "product", item.at("/price/product"));
    ObjectNode pricing =
        Json.object(
            "price_details",
            price,
            "type",
            "price_details",
            "unit_amount_decimal",
            item.at("/price/unit_amount_decimal"));
    return Json.fields()
        .with("id", Ids.of("il"))
        .with("object", "line_item")
        .with("amount", amount)
        .with("currency", item.at("/price/currency"))
        .with("description", text)
        .with("discount_amounts", List.of())
        .with("discountable", !proration)
        .with("discounts", List.of())
        .with("invoice", null)
        .with("livemode", false)
        .with("metadata", Json.object())
        .with("parent", parent(item, proration))
        .with("period", Json.object("end", end, "start", start))
        .with("pretax_credit_amounts", List.of())
        .with("pricing", pricing)
        .with("quantity", item.get("quantity"))
        .with("quantity_decimal", item.get("quantity").asText())
        .with("subscription", item.get("subscription"))
        .with("subtotal", amount)
        .with("taxes", List.of())
        .object();
  }

  private static ObjectNode parent(ObjectNode item, boolean proration) {
    ObjectNode details =
        Json.object(
            "invoice_item",
            null,
            "proration",
            proration,
            "proration_details",
            Json.object("credited_items", null),
            "subscription",
            item.get("subscription"),
            "subscription_item",
            item.get("id"));
    return Json.object(
        "invoice_item_details",
        null,
        "subscription_item_details",
        details,
        "type",
        "subscription_item_details");
  }
}
