package io.paydesk.recurring;

import static java.util.Objects.requireNonNull;

import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out why a renewal was not paid, where no event has reported it. */
@Singleton
public class FailedRenewal {

  private static final Set<String> BEHIND = Set.of("past_due", "unpaid");

  private final InvoiceGateway stripe;

  FailedRenewal(InvoiceGateway stripe) {
    this.stripe = stripe;
  }

  /**
   * @param tried identifies the attempt
   */
  public record Failed(String tried, StripeFailure why) {}

  /**
   * What Stripe answered.
   *
   * @param answered false where Stripe did not answer
   * @param failed empty where nothing failed, or where the app knows already
   */
  record Found(boolean answered, Optional<Failed> failed) {
    static final Found NOTHING = new Found(true, Optional.empty());

    @Nullable StripeFailure why() {
      return failed.map(Failed::why).orElse(null);
    }
  }

  /**
   * The failed attempt to pay a renewal that the app does not know of.
   *
   * @param reported the latest attempt that it knows of
   * @param seen as Stripe has just answered
   * @return null where there is none
   */
  public static @Nullable String unreported(@Nullable String reported, SubscriptionSnapshot seen) {
    var latest = seen.latestInvoice();
    if (latest == null || !latest.isTriedInVain() || !BEHIND.contains(seen.stripeStatus())) {
      return null;
    }
    var tried = InvoiceFailure.tried(latest.id(), latest.attempts());
    return tried.equals(reported) ? null : tried;
  }

  /**
   * @param seen as Stripe has just answered
   */
  Uni<Found> ask(RecurringPayment known, SubscriptionSnapshot seen) {
    var tried = unreported(known.failedTry, seen);
    if (tried == null) {
      return Uni.createFrom().item(Found.NOTHING);
    }
    return stripe
        .retrieve(requireNonNull(seen.latestInvoice()).id())
        .map(
            outcome ->
                outcome instanceof Done<InvoiceWithPayments> done
                    ? new Found(
                        true,
                        Optional.ofNullable(InvoiceFailure.of(done.value()))
                            .map(why -> new Failed(tried, why)))
                    : new Found(
                        !(outcome instanceof Unknown<InvoiceWithPayments>), Optional.empty()));
  }
}
