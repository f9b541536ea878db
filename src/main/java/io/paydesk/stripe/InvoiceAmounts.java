package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The amounts of an invoice, in minor units of its currency.
 *
 * @param subtotal of its lines, before discounts and exclusive taxes; below zero where they credit
 *     more than they charge
 * @param tax whether included in the subtotal or added
 * @param total after discounts and taxes
 * @param credit the part of the total that the customer's balance covers, or that is carried over
 *     to the next invoice because it is too small to charge; below zero where it includes an
 *     earlier debt
 * @param due what is to be paid
 * @param paid what was paid, in any way
 * @param overpaid what came beyond that
 * @see <a href="https://docs.stripe.com/billing/customer/balance">the customer's balance</a>
 */
public record InvoiceAmounts(
    long subtotal,
    long discount,
    long tax,
    long total,
    long credit,
    long due,
    long paid,
    long overpaid) {

  /** What is still to be paid. */
  public long remaining() {
    return due - paid;
  }

  static InvoiceAmounts of(JsonNode invoice) {
    long total = invoice.path("total").longValue();
    long due = invoice.path("amount_due").longValue();
    return new InvoiceAmounts(
        invoice.path("subtotal").longValue(),
        sum(invoice.path("total_discount_amounts")),
        tax(invoice),
        total,
        credit(invoice, total, due),
        due,
        invoice.path("amount_paid").longValue(),
        invoice.path("amount_overpaid").longValue());
  }

  private static long credit(JsonNode invoice, long total, long due) {
    var start = invoice.path("starting_balance");
    var end = invoice.path("ending_balance");
    // Before it is finalized there is no ending balance.
    return start.isIntegralNumber() && end.isIntegralNumber()
        ? end.longValue() - start.longValue()
        : total - due;
  }

  /** In total_taxes since 2025-03-31.basil, before that in total_tax_amounts. */
  private static long tax(JsonNode invoice) {
    var taxes = invoice.path("total_taxes");
    return sum(taxes.isArray() ? taxes : invoice.path("total_tax_amounts"));
  }

  private static long sum(JsonNode entries) {
    long sum = 0;
    for (var entry : entries) {
      sum += entry.path("amount").longValue();
    }
    return sum;
  }
}
