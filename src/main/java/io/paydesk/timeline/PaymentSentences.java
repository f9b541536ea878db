package io.paydesk.timeline;

import static io.paydesk.timeline.Told.day;
import static io.paydesk.timeline.Told.sum;
import static io.paydesk.timeline.Told.why;
import static java.util.Objects.requireNonNull;

import io.paydesk.payment.PaymentStatus;

/** What a payment tells of itself. */
final class PaymentSentences {

  private PaymentSentences() {}

  static Told made(Recorded seen) {
    if ("invoice".equals(seen.because())) {
      // Its row may be made when its money has gone back already.
      boolean hasCome =
          requireNonNull(new PaymentStatus.Text().convertToEntityAttribute(seen.now())).hasMoney()
              && seen.amount() != null
              && seen.amount() > 0;
      return hasCome
          ? new Told(
              TimelineKind.STRIPE,
              TimelineWhat.PAYMENT_SUCCEEDED,
              sum(seen) + " came: an invoice of the subscription was paid.",
              seen.amount())
          : Told.of(TimelineKind.STRIPE, TimelineWhat.PAYMENT_MADE, "An invoice is to be paid.");
    }
    return Told.of(
        Who.made(seen),
        TimelineWhat.PAYMENT_MADE,
        Who.named(seen).map(who -> who + " began to pay ").orElse("A payment began: ")
            + sum(seen)
            + where(seen)
            + ".");
  }

  private static String where(Recorded seen) {
    return switch (seen.because() == null ? "" : seen.because()) {
      case "hosted" -> " on Stripe's page";
      case "embedded" -> " in Stripe's form on the page";
      default -> "";
    };
  }

  static Told changed(Recorded seen) {
    if ("capture_refused".equals(seen.what())) {
      return Told.of(
          TimelineKind.STRIPE,
          TimelineWhat.CAPTURE_FAILED,
          "Stripe refused to capture what is held" + why(seen.because()) + ".");
    }
    var status = requireNonNull(new PaymentStatus.Text().convertToEntityAttribute(seen.now()));
    return switch (status) {
      case CREATED ->
          Told.of(TimelineKind.PAYDESK, TimelineWhat.PAYMENT_MADE, "The payment began.");
      case UNKNOWN ->
          Told.of(
              TimelineKind.PAYDESK,
              TimelineWhat.PAYMENT_UNKNOWN,
              "Stripe's answer did not come: Paydesk asks again.");
      case PENDING ->
          Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.PAYMENT_PENDING,
              "created".equals(seen.was()) || "unknown".equals(seen.was())
                  ? "Stripe is ready: the payment waits for its payer."
                  : "The payment waits for its payer again" + why(seen.because()) + ".");
      case PROCESSING ->
          Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.PAYMENT_PROCESSING,
              "The payer has done their part, and a bank decides.");
      case AUTHORIZED ->
          Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.PAYMENT_AUTHORIZED,
              "The payer's bank holds " + sum(seen) + day("until", seen) + ".");
      case SUCCEEDED -> succeeded(seen);
      case PARTIALLY_REFUNDED ->
          Told.of(
              TimelineKind.PAYDESK,
              TimelineWhat.PAYMENT_PARTIALLY_REFUNDED,
              sum(seen) + " of the payment is back with the payer.");
      case REFUNDED ->
          Told.of(
              TimelineKind.PAYDESK,
              TimelineWhat.PAYMENT_REFUNDED,
              "All of the payment is back with the payer: " + sum(seen) + ".");
      case CANCELED ->
          Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.PAYMENT_CANCELED,
              "authorized".equals(seen.was())
                  ? "The payment was canceled: the bank lets go what it held."
                  : "The payment was canceled.");
      case FAILED ->
          Told.of(
              TimelineKind.STRIPE,
              TimelineWhat.PAYMENT_FAILED,
              "The payment failed" + why(seen.because()) + ".");
    };
  }

  /** Money comes once; where a refund failed later, its own entry tells of the money. */
  private static Told succeeded(Recorded seen) {
    boolean isBack = "partially_refunded".equals(seen.was()) || "refunded".equals(seen.was());
    return isBack
        ? Told.of(
            TimelineKind.PAYDESK,
            TimelineWhat.PAYMENT_SUCCEEDED,
            "Nothing of the payment is refunded any more.")
        : new Told(
            TimelineKind.STRIPE,
            TimelineWhat.PAYMENT_SUCCEEDED,
            sum(seen) + " came.",
            seen.amount());
  }

  static Told declined(Recorded seen) {
    boolean ofInvoice = seen.isAbout("recurring_payment");
    return Told.of(
        TimelineKind.STRIPE,
        ofInvoice ? TimelineWhat.SUBSCRIPTION_DECLINED : TimelineWhat.PAYMENT_DECLINED,
        (ofInvoice ? "An attempt to pay an invoice" : "An attempt to pay " + sum(seen))
            + " was declined"
            + why(seen.because())
            + ".");
  }

  static Told suspected(Recorded seen) {
    return Told.of(
        TimelineKind.STRIPE,
        TimelineWhat.FRAUD_WARNING,
        "The card's bank suspects fraud" + why(seen.because()) + ".");
  }
}
