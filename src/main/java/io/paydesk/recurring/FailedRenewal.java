package io.paydesk.recurring;

import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Finds out why a renewal was not paid, where no event has told of it. */
@Singleton
class FailedRenewal {

  private static final Set<String> BEHIND = Set.of("past_due", "unpaid");

  private final InvoiceGateway stripe;

  FailedRenewal(InvoiceGateway stripe) {
    this.stripe = stripe;
  }

  /**
   * @param tried which try it was
   */
  record Failed(String tried, StripeFailure why) {}

  /**
   * Empty where nothing failed, where the app was told, or where Stripe does not say.
   *
   * @param seen as Stripe has just told it
   */
  Uni<Optional<Failed>> ask(RecurringPayment known, SubscriptionSnapshot seen) {
    var latest = seen.latestInvoice();
    if (latest == null || !latest.isTriedInVain() || !BEHIND.contains(seen.stripeStatus())) {
      return Uni.createFrom().item(Optional.empty());
    }
    var tried = InvoiceFailure.tried(latest.id(), latest.attempts());
    if (tried.equals(known.failedTry)) {
      return Uni.createFrom().item(Optional.empty());
    }
    return stripe
        .retrieve(latest.id())
        .map(
            outcome ->
                outcome instanceof Done<InvoiceWithPayments> done
                    ? Optional.ofNullable(InvoiceFailure.of(done.value()))
                        .map(why -> new Failed(tried, why))
                    : Optional.empty());
  }
}
