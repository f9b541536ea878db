package io.paydesk.recurring;

import io.paydesk.problem.Refusal;
import java.time.Instant;

/** Why a quantity is not changed, or what that costs is not known. */
final class QuantityProblems {

  private QuantityProblems() {}

  static Refusal notOne(int most) {
    return Refusal.of(
        "invalid-quantity",
        400,
        "Not a quantity",
        "'quantity' is a whole number from 1 to " + most + ": ?quantity=3.");
  }

  /** Stripe no longer has the change: nobody paid it, or another change replaced it. */
  static Refusal changeLapsed(RecurringPayment recurring, int wanted) {
    return Refusal.of(
            "change-lapsed",
            409,
            "The change did not happen",
            """
            The quantity of recurring payment %s stays %s and is not %s: the difference was not \
            paid in time, or another change replaced this one. Ask for the change again with a \
            new Idempotency-Key.\
            """
                .formatted(recurring.id, recurring.quantity, wanted))
        .with("recurringPaymentId", recurring.id)
        .with("quantity", recurring.quantity)
        .with("wanted", wanted);
  }

  /** Its amounts may be others by now. */
  static Refusal previewOutdated(RecurringPayment recurring, Instant asOf) {
    return Refusal.of(
            "preview-outdated",
            409,
            "The preview is outdated",
            """
            'asOf' is of %s. It is good for %s minutes, and within the period that it is of. \
            Nothing was changed. Ask GET /v1/recurring-payments/%s/quantity-preview again, show \
            what it says, and send its 'asOf' with a new Idempotency-Key.\
            """
                .formatted(asOf, AsOf.GOOD.toMinutes(), recurring.id))
        .with("recurringPaymentId", recurring.id)
        .with("asOf", asOf.toString());
  }

  static Refusal previewUnknown() {
    return Refusal.of(
        "stripe-unavailable",
        503,
        "Stripe does not answer",
        """
        Stripe has not said what the change would cost, so the amount is not known. Nothing was \
        changed. Send the same request again in a few seconds. The change itself needs no preview.\
        """);
  }
}
