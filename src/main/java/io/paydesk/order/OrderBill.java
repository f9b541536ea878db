package io.paydesk.order;

import io.paydesk.stripe.InvoiceAmounts;
import jakarta.persistence.Embeddable;

/**
 * What Stripe states about an order that an invoice pays, in minor units of its currency; see
 * {@link InvoiceAmounts}.
 *
 * @param charged what was paid
 */
@Embeddable
public record OrderBill(
    Long subtotal, Long discount, Long tax, Long credit, Long total, Long charged) {

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
