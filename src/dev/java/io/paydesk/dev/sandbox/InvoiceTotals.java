package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Computes an invoice from its lines: the subtotal, minus discounts, and taxes on top or included.
 * See <a href="https://docs.stripe.com/invoicing/taxes/how-tax-works">how taxes work</a> and {@code
 * total} of <a href="https://docs.stripe.com/api/invoices/object">the Invoice object</a>.
 */
final class InvoiceTotals {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final ObjectNode invoice;
  private final List<ObjectNode> lines = new ArrayList<>();

  private InvoiceTotals(ObjectNode invoice) {
    this.invoice = invoice;
    invoice.at("/lines/data").forEach(line -> lines.add((ObjectNode) line));
  }

  /**
   * @param rates the tax rates of every line
   * @param couponOf the coupon of a discount
   */
  static void write(
      ObjectNode invoice,
      List<ObjectNode> discounts,
      JsonNode rates,
      Function<ObjectNode, ObjectNode> couponOf) {
    InvoiceTotals totals = new InvoiceTotals(invoice);
    discounts.forEach(discount -> totals.discount(discount, couponOf.apply(discount)));
    rates.forEach(totals::tax);
    totals.sum();
  }

  private void discount(ObjectNode discount, ObjectNode coupon) {
    List<ObjectNode> reduced =
        lines.stream().filter(line -> line.get("discountable").asBoolean()).toList();
    long base = reduced.stream().mapToLong(InvoiceTotals::net).sum();
    long off =
        coupon.get("percent_off").isNumber()
            ? share(base, coupon.get("percent_off").decimalValue(), HUNDRED)
            : Math.min(base, coupon.get("amount_off").asLong());
    long left = Math.max(0, off);
    add(invoice, "total_discount_amounts", left, discount);
    ((ArrayNode) invoice.get("discounts")).add(discount.get("id"));
    for (int i = 0; i < reduced.size(); i++) {
      ObjectNode line = reduced.get(i);
      boolean last = i == reduced.size() - 1;
      long part =
          last || base == 0
              ? left
              : Math.min(left, share(off, BigDecimal.valueOf(net(line)), BigDecimal.valueOf(base)));
      add(line, "discount_amounts", part, discount);
      ((ArrayNode) line.get("discounts")).add(discount.get("id"));
      left -= part;
    }
  }

  private static void add(ObjectNode to, String list, long amount, ObjectNode discount) {
    ((ArrayNode) to.get(list)).add(Json.object("amount", amount, "discount", discount.get("id")));
  }

  /** A line after the discounts so far. */
  static long net(JsonNode line) {
    return line.get("amount").asLong() - sum(line.get("discount_amounts"));
  }

  private static long sum(JsonNode amounts) {
    long sum = 0;
    for (JsonNode amount : amounts) {
      sum += amount.get("amount").asLong();
    }
    return sum;
  }

  private static long share(long amount, BigDecimal part, BigDecimal whole) {
    return BigDecimal.valueOf(amount)
        .multiply(part)
        .divide(whole, 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private void tax(JsonNode rate) {
    BigDecimal percentage = rate.get("percentage").decimalValue();
    boolean inclusive = rate.get("inclusive").asBoolean();
    BigDecimal whole = inclusive ? HUNDRED.add(percentage) : HUNDRED;
    long taxes = 0;
    long taxable = 0;
    for (ObjectNode line : lines) {
      long tax = share(net(line), percentage, whole);
      long base = inclusive ? net(line) - tax : net(line);
      ((ArrayNode) line.get("taxes")).add(taxes(rate, tax, base));
      taxes += tax;
      taxable += base;
    }
    ((ArrayNode) invoice.get("total_taxes")).add(taxes(rate, taxes, taxable));
    ((ArrayNode) invoice.get("default_tax_rates")).add(rate.deepCopy());
  }

  private static ObjectNode taxes(JsonNode rate, long amount, long taxable) {
    return Json.object(
        "amount",
        amount,
        "tax_behavior",
        rate.get("inclusive").asBoolean() ? "inclusive" : "exclusive",
        "tax_rate_details",
        Json.object("tax_rate", rate.get("id")),
        "taxability_reason",
        "standard_rated",
        "taxable_amount",
        taxable,
        "type",
        "tax_rate_details");
  }

  private void sum() {
    long subtotal = lines.stream().mapToLong(line -> line.get("amount").asLong()).sum();
    long exclusive = 0;
    long inclusive = 0;
    for (JsonNode tax : invoice.get("total_taxes")) {
      if (Json.text(tax, "tax_behavior").equals("inclusive")) {
        inclusive += tax.get("amount").asLong();
      } else {
        exclusive += tax.get("amount").asLong();
      }
    }
    long total = subtotal - sum(invoice.get("total_discount_amounts")) + exclusive;
    Json.with(
        invoice,
        "subtotal",
        subtotal,
        "subtotal_excluding_tax",
        subtotal - inclusiveOf(subtotal),
        "total",
        total,
        "total_excluding_tax",
        total - exclusive - inclusive,
        "amount_due",
        Math.max(0, total),
        "amount_remaining",
        Math.max(0, total));
  }

  private long inclusiveOf(long amount) {
    long tax = 0;
    for (JsonNode rate : invoice.get("default_tax_rates")) {
      if (rate.get("inclusive").asBoolean()) {
        BigDecimal percentage = rate.get("percentage").decimalValue();
        tax += share(amount, percentage, HUNDRED.add(percentage));
      }
    }
    return tax;
  }
}
