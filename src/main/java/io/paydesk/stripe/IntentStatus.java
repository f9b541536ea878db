package io.paydesk.stripe;

/**
 * What a PaymentIntent's status means to a payment.
 *
 * @see <a href="https://docs.stripe.com/payments/paymentintents/lifecycle">lifecycle</a>
 */
public enum IntentStatus {
  /** It waits for the payer: a card, another card, a confirmation, 3-D Secure. */
  WAITING,
  /** The payer has done their part and a bank decides. */
  PROCESSING,
  /** The payer's bank holds the money until somebody captures it, or lets it go. */
  AUTHORIZED,
  SUCCEEDED,
  CANCELED,
  /** A status that is newer than this version. */
  UNFAMILIAR;

  /** Whether nothing comes after it. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == CANCELED;
  }

  static IntentStatus of(String stripeStatus) {
    return switch (stripeStatus == null ? "" : stripeStatus) {
      case "requires_payment_method", "requires_confirmation", "requires_action" -> WAITING;
      case "processing" -> PROCESSING;
      case "requires_capture" -> AUTHORIZED;
      case "succeeded" -> SUCCEEDED;
      case "canceled" -> CANCELED;
      default -> UNFAMILIAR;
    };
  }
}
