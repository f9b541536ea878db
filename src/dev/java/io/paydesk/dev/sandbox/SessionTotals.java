package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes what a Checkout Session costs: its lines, minus the discount, and taxes on top or
 * included, and shipping. See {@code total_details} of <a
 * href="https://docs.stripe.com/api/checkout/sessions/object">the Session object</a>.
 */
final class SessionTotals {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final ObjectNode session;
  private final List<ObjectNode> items;
  private final Map<String, ObjectNode> taxes = new LinkedHashMap<>();

  private SessionTotals(ObjectNode session) {
    this.session = session;
    // In the order of the first invoice, so that both round alike.
    this.items =
        SessionLines.of(session).stream()
            .sorted(Comparator.comparing(item -> !SessionLines.isRecurring(item)))
            .toList();
  }

  /**
   * @param discount null for none
   * @param coupon of the discount
   * @param free whether what recurs costs nothing now, as in a trial
   */
  static void write(ObjectNode session, ObjectNode discount, ObjectNode coupon, boolean free) {
    if (SessionLines.of(session).isEmpty()) {
      return;
    }
    SessionTotals totals = new SessionTotals(session);
    totals.items.forEach(item -> totals.start(item, free));
    long off = discount == null ? 0 : totals.discount(discount, coupon);
    totals.items.forEach(totals::tax);
    totals.shipping();
    totals.sum(discount, off);
  }

  private void start(ObjectNode item, boolean free) {
    BigDecimal unit = new BigDecimal(item.at("/price/unit_amount_decimal").asText());
    long whole =
        unit.multiply(BigDecimal.valueOf(item.get("quantity").asLong()))
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    long amount = free && SessionLines.isRecurring(item) ? 0 : whole;
    Json.with(item, "amount_subtotal", amount, "amount_discount", 0);
    Json.with(item, "discounts", List.of(), "taxes", List.of());
  }

  private long discount(ObjectNode discount, ObjectNode coupon) {
    long base = sum("amount_subtotal");
    long off =
        coupon.get("percent_off").isNumber()
            ? share(base, coupon.get("percent_off").decimalValue(), HUNDRED)
            : Math.min(base, coupon.get("amount_off").asLong());
    long left = off;
    for (int i = 0; i < items.size(); i++) {
      ObjectNode item = items.get(i);
      long own = item.get("amount_subtotal").asLong();
      boolean last = i == items.size() - 1;
      long part =
          base == 0 || last
              ? left
              : Math.min(left, share(off, BigDecimal.valueOf(own), BigDecimal.valueOf(base)));
      left -= part;
      item.put("amount_discount", part);
      ((ArrayNode) item.get("discounts"))
          .add(Json.object("amount", part, "discount", discount.deepCopy()));
    }
    return off;
  }

  private void tax(ObjectNode item) {
    long net = item.get("amount_subtotal").asLong() - item.get("amount_discount").asLong();
    ArrayNode own = (ArrayNode) item.get("taxes");
    long onTop = 0;
    long all = 0;
    for (JsonNode rate : item.get("tax_rates")) {
      ObjectNode tax = tax(rate, net);
      own.add(tax);
      add(tax);
      all += amount(tax);
      onTop += rate.get("inclusive").asBoolean() ? 0 : amount(tax);
    }
    Json.with(item, "amount_tax", all, "amount_total", net + onTop);
  }

  private static ObjectNode tax(JsonNode rate, long net) {
    BigDecimal percentage = rate.get("percentage").decimalValue();
    boolean inclusive = rate.get("inclusive").asBoolean();
    long tax = share(net, percentage, inclusive ? HUNDRED.add(percentage) : HUNDRED);
    return Json.object(
        "amount",
        tax,
        "rate",
        rate,
        "taxability_reason",
        percentage.signum() == 0 ? "not_collecting" : "standard_rated",
        "taxable_amount",
        inclusive ? net - tax : net);
  }

  private void add(ObjectNode tax) {
    ObjectNode sum = taxes.get(tax.at("/rate/id").asText());
    if (sum == null) {
      taxes.put(tax.at("/rate/id").asText(), tax.deepCopy());
    } else {
      sum.put("amount", amount(sum) + amount(tax));
      sum.put(
          "taxable_amount",
          sum.get("taxable_amount").asLong() + tax.get("taxable_amount").asLong());
    }
  }

  private static long amount(JsonNode tax) {
    return tax.get("amount").asLong();
  }

  private void shipping() {
    if (!(session.get("shipping_cost") instanceof ObjectNode cost)) {
      return;
    }
    long net = cost.get("amount_subtotal").asLong();
    long all = 0;
    long onTop = 0;
    ArrayNode own = Json.MAPPER.createArrayNode();
    for (JsonNode rate : cost.get("tax_rates")) {
      ObjectNode tax = tax(rate, net);
      own.add(tax);
      add(tax);
      all += amount(tax);
      onTop += rate.get("inclusive").asBoolean() ? 0 : amount(tax);
    }
    Json.with(cost, "amount_tax", all, "amount_total", net + onTop, "taxes", own);
  }

  private void sum(ObjectNode discount, long off) {
    JsonNode cost = session.path("shipping_cost");
    List<ObjectNode> discounts = new ArrayList<>();
    if (discount != null) {
      discounts.add(Json.object("amount", off, "discount", discount));
    }
    ObjectNode breakdown = Json.object("discounts", discounts, "taxes", taxes.values());
    Json.with(
        session,
        "amount_subtotal",
        sum("amount_subtotal"),
        "amount_total",
        sum("amount_total") + cost.path("amount_total").asLong(),
        "total_details",
        Json.object(
            "amount_discount",
            off,
            "amount_shipping",
            cost.path("amount_subtotal").asLong(),
            "amount_tax",
            sum("amount_tax") + cost.path("amount_tax").asLong(),
            "breakdown",
            breakdown));
  }

  private long sum(String field) {
    return items.stream().mapToLong(item -> item.get(field).asLong()).sum();
  }

  private static long share(long amount, BigDecimal part, BigDecimal whole) {
    return BigDecimal.valueOf(amount)
        .multiply(part)
        .divide(whole, 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
