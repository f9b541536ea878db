package io.paydesk.order;

import io.paydesk.stripe.CheckoutTotals;
import io.paydesk.stripe.InvoiceAmounts;
import jakarta.persistence.Embeddable;

/**
 * What Stripe states about an order that an invoice or a checkout session pays, in minor units of
 * its currency; see {@link InvoiceAmounts} and {@link CheckoutTotals}.
 *
 * @param charged what was paid
 */
@Embeddable
public record OrderBill(
    Long subtotal, Long discount, Long tax, Long credit, Long total, Long charged) {

  /**
   * @param received minor units that came
   */
  public static OrderBill of(CheckoutTotals totals, long received) {
    return new OrderBill(
        totals.subtotal(), totals.discount(), totals.tax(), 0L, totals.total(), received);
  }

  public static OrderBill of(InvoiceAmounts amounts) {
    return new OrderBill(
        amounts.subtotal(),
        amounts.discount(),
        amounts.tax(),
        amounts.credit(),
        amounts.total(),
        amounts.paid());
  }
}
