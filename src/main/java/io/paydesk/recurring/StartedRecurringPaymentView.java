package io.paydesk.recurring;

import io.paydesk.caller.ForLinks;
import io.paydesk.caller.HandedSecret;
import io.paydesk.recurring.DueInvoices.Due;
import io.paydesk.stripe.SubscriptionSnapshot;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A subscription, with what the payer's browser needs to pay it. */
@Schema(name = "StartedRecurringPayment")
public record StartedRecurringPaymentView(
    @Schema(required = true) RecurringPaymentView recurringPayment,
    @Schema(
            description =
                "For the payer's browser only; never stored or logged. Null when there is nothing"
                    + " to do",
            examples = "pi_123_secret_456")
        @Nullable String clientSecret,
    @Schema(required = true, examples = "payment") ClientSecretType clientSecretType,
    @Schema(required = true, examples = "pk_test_123") String publishableKey,
    @Schema(
            description =
                """
                Invoices that wait to be paid, oldest first. The clientSecret pays the first; ask \
                again for the next. Null unless this answers `pay`, or the subscription is \
                `past_due` or `unpaid`\
                """)
        @Nullable List<OpenInvoice> openInvoices)
    implements ForLinks {

  @Override
  public StartedRecurringPaymentView forLink() {
    return new StartedRecurringPaymentView(
        recurringPayment.forLink(), clientSecret, clientSecretType, publishableKey, openInvoices);
  }

  @Override
  public @Nullable HandedSecret handed() {
    long attempts =
        openInvoices == null || openInvoices.isEmpty() ? 0 : openInvoices.get(0).attempts();
    return HandedSecret.of(clientSecret, attempts, attempts > 0 || isFirstLeftToPayers());
  }

  /** Of these Stripe leaves the first attempt to pay an invoice to the payer. */
  private boolean isFirstLeftToPayers() {
    return recurringPayment.status() == RecurringPaymentStatus.INCOMPLETE
        || recurringPayment.status() == RecurringPaymentStatus.UNPAID;
  }

  @Override
  public String toString() {
    return "StartedRecurringPaymentView of " + recurringPayment.id();
  }

  /**
   * @param seen null where Stripe has not just answered
   */
  static StartedRecurringPaymentView of(
      RecurringPayment recurring, @Nullable SubscriptionSnapshot seen, String publishableKey) {
    var view = RecurringPaymentView.of(recurring);
    if (seen != null && seen.paymentSecret() != null) {
      return new StartedRecurringPaymentView(
          view, seen.paymentSecret(), ClientSecretType.PAYMENT, publishableKey, null);
    }
    return withoutPayment(view, seen, publishableKey, null);
  }

  /** With all open invoices, and the client secret to pay the oldest. */
  static StartedRecurringPaymentView of(
      RecurringPayment recurring,
      @Nullable SubscriptionSnapshot seen,
      Due due,
      String publishableKey) {
    var view = RecurringPaymentView.of(recurring);
    var open = due.open().stream().map(OpenInvoice::of).toList();
    return due.secret() == null
        ? withoutPayment(view, seen, publishableKey, open)
        : new StartedRecurringPaymentView(
            view, due.secret(), ClientSecretType.PAYMENT, publishableKey, open);
  }

  private static StartedRecurringPaymentView withoutPayment(
      RecurringPaymentView view,
      @Nullable SubscriptionSnapshot seen,
      String publishableKey,
      @Nullable List<OpenInvoice> open) {
    var secret = seen == null ? null : seen.setupSecret();
    var type = secret == null ? ClientSecretType.NONE : ClientSecretType.SETUP;
    return new StartedRecurringPaymentView(view, secret, type, publishableKey, open);
  }
}
