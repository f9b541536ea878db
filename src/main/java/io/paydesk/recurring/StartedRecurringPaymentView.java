package io.paydesk.recurring;

import io.paydesk.stripe.SubscriptionSnapshot;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A subscription with what the payer's browser needs to pay it. */
@Schema(name = "StartedRecurringPayment")
public record StartedRecurringPaymentView(
    @Schema(required = true) RecurringPaymentView recurringPayment,
    @Schema(
            description =
                "For the payer's browser alone; never stored or logged. Null where nothing is to be done",
            examples = "pi_123_secret_456")
        String clientSecret,
    @Schema(required = true, examples = "payment") ClientSecretType clientSecretType,
    @Schema(required = true, examples = "pk_test_123") String publishableKey) {

  @Override
  public String toString() {
    return "StartedRecurringPaymentView of " + recurringPayment.id();
  }

  /**
   * @param seen null where Stripe has not just told how it is
   */
  static StartedRecurringPaymentView of(
      RecurringPayment recurring, SubscriptionSnapshot seen, String publishableKey) {
    var view = RecurringPaymentView.of(recurring);
    if (seen != null && seen.paymentSecret() != null) {
      return new StartedRecurringPaymentView(
          view, seen.paymentSecret(), ClientSecretType.PAYMENT, publishableKey);
    }
    if (seen != null && seen.setupSecret() != null) {
      return new StartedRecurringPaymentView(
          view, seen.setupSecret(), ClientSecretType.SETUP, publishableKey);
    }
    return new StartedRecurringPaymentView(view, null, ClientSecretType.NONE, publishableKey);
  }
}
