package io.paydesk.payment;

import io.paydesk.stripe.CheckoutGateway;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentGateway;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payment's checkout session from Stripe, then the session's intent. It changes nothing.
 */
@Singleton
public class SessionReader {

  private final CheckoutGateway sessions;
  private final PaymentIntentGateway intents;

  SessionReader(CheckoutGateway sessions, PaymentIntentGateway intents) {
    this.sessions = sessions;
    this.intents = intents;
  }

  /**
   * For an event: the row may not know yet what the event names.
   *
   * @param sessionId that the row has or the event names; null where neither does
   * @param intentId that the row has or the event names; null where neither does
   */
  public Uni<StripeOutcome<PaymentAtStripe>> read(
      @Nullable String sessionId, @Nullable String intentId) {
    if (sessionId != null) {
      return sessions.retrieve(sessionId).flatMap(outcome -> withIntent(outcome, intentId));
    }
    return intentId == null
        ? Uni.createFrom().item(new Unknown<>("nothing names the session", false))
        : sessions.ofIntent(intentId).flatMap(outcome -> only(outcome, intentId));
  }

  private Uni<StripeOutcome<PaymentAtStripe>> only(
      StripeOutcome<List<CheckoutSessionSnapshot>> outcome, String intentId) {
    if (outcome instanceof Done<List<CheckoutSessionSnapshot>> found && !found.value().isEmpty()) {
      return withIntent(new Done<>(found.value().get(0)), intentId);
    }
    return Uni.createFrom().item(outcome.asInconclusive());
  }

  /**
   * @param intentId that the row has; null where it has none
   */
  Uni<StripeOutcome<PaymentAtStripe>> withIntent(
      StripeOutcome<CheckoutSessionSnapshot> outcome, @Nullable String intentId) {
    if (outcome.saysThatItIsMissing() && intentId != null) {
      return intents.retrieve(intentId).map(intent -> unlessItWaits(intent, outcome));
    }
    if (!(outcome instanceof Done<CheckoutSessionSnapshot> done)) {
      return Uni.createFrom().item(outcome.map(session -> new PaymentAtStripe(session, null)));
    }
    var session = done.value();
    var itsIntent = session.paymentIntentId() == null ? intentId : session.paymentIntentId();
    if (itsIntent == null) {
      return Uni.createFrom().item(new Done<>(new PaymentAtStripe(session, null)));
    }
    return intents
        .retrieve(itsIntent)
        .map(
            intent ->
                intent instanceof Done
                    ? intent.map(its -> new PaymentAtStripe(session, its))
                    : intent.asInconclusive());
  }

  /** Nobody can pay without the session. But what was paid by it counts. */
  private static StripeOutcome<PaymentAtStripe> unlessItWaits(
      StripeOutcome<PaymentIntentSnapshot> intent,
      StripeOutcome<CheckoutSessionSnapshot> withoutSession) {
    if (intent instanceof Done<PaymentIntentSnapshot> done) {
      return done.value().status() == IntentStatus.WAITING
          ? withoutSession.map(session -> new PaymentAtStripe(session, null))
          : new Done<>(PaymentAtStripe.of(done.value()));
    }
    return intent.saysThatItIsMissing()
        ? withoutSession.map(session -> new PaymentAtStripe(session, null))
        : intent.asInconclusive();
  }
}
