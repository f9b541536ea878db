package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe states about the money of a Checkout Session, in minor units of its currency.
 *
 * @param subtotal of its lines, before discount, shipping and added taxes
 * @param tax whether included in the subtotal or added
 * @param total what is to be paid
 * @see <a
 *     href="https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-total_details">its
 *     total</a>
 */
public record CheckoutTotals(long subtotal, long discount, long shipping, long tax, long total) {

  /** Null where Stripe states none. */
  static @Nullable CheckoutTotals of(JsonNode session) {
    var subtotal = session.path("amount_subtotal");
    var total = session.path("amount_total");
    var details = session.path("total_details");
    return subtotal.isIntegralNumber() && total.isIntegralNumber()
        ? new CheckoutTotals(
            subtotal.longValue(),
            details.path("amount_discount").longValue(),
            details.path("amount_shipping").longValue(),
            details.path("amount_tax").longValue(),
            total.longValue())
        : null;
  }

  /**
   * Of a session that states the shop's amounts beside the payer's: those of its parts are the
   * payer's alone, so that what comes to another total than the lines cannot be explained.
   */
  static @Nullable CheckoutTotals ofConverted(JsonNode conversion) {
    var subtotal = conversion.path("amount_subtotal");
    var total = conversion.path("amount_total");
    return subtotal.isIntegralNumber() && total.isIntegralNumber()
        ? new CheckoutTotals(subtotal.longValue(), 0, 0, 0, total.longValue())
        : null;
  }

  /** Whether the parts come to the total. Taxes are in the subtotal, or added, or some are. */
  public boolean addUp() {
    long withoutTax = subtotal - discount + shipping;
    return withoutTax <= total && total <= withoutTax + tax;
  }
}
