package io.paydesk.payment;

import io.paydesk.stripe.CheckoutTotals;
import jakarta.persistence.Embeddable;

/** What a checkout session stated of its money when it was last seen, in minor units. */
@Embeddable
public record SessionPromise(
    Long promisedSubtotal,
    Long promisedDiscount,
    Long promisedShipping,
    Long promisedTax,
    Long promisedTotal) {

  static SessionPromise of(CheckoutTotals stated) {
    return new SessionPromise(
        stated.subtotal(), stated.discount(), stated.shipping(), stated.tax(), stated.total());
  }

  CheckoutTotals totals() {
    return new CheckoutTotals(
        promisedSubtotal, promisedDiscount, promisedShipping, promisedTax, promisedTotal);
  }
}
