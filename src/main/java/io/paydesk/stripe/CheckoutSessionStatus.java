package io.paydesk.stripe;

/**
 * How far a Checkout Session has come.
 *
 * @see <a
 *     href="https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-status">
 *     its status</a>
 */
public enum CheckoutSessionStatus {
  /** The payer can still pay. */
  OPEN,
  /** The payer has done their part; the money may still be on its way. */
  COMPLETE,
  /** Nobody can pay there any more. */
  EXPIRED,
  /** A status that is newer than this version. */
  UNFAMILIAR;

  static CheckoutSessionStatus of(String stripeStatus) {
    return switch (stripeStatus == null ? "" : stripeStatus) {
      case "open" -> OPEN;
      case "complete" -> COMPLETE;
      case "expired" -> EXPIRED;
      default -> UNFAMILIAR;
    };
  }
}
