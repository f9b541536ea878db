package io.paydesk.payment;

import io.paydesk.stripe.CheckoutGateway;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.CheckoutSessionStatus;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentGateway;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payment's checkout session from Stripe, then the session's intent. It changes nothing.
 */
@Singleton
public class SessionReader {

  private final CheckoutGateway sessions;
  private final PaymentIntentGateway intents;
  private final Installation installation;

  SessionReader(CheckoutGateway sessions, PaymentIntentGateway intents, Installation installation) {
    this.sessions = sessions;
    this.intents = intents;
    this.installation = installation;
  }

  /**
   * What an event names, of which the row may not know yet.
   *
   * @param sessionId that the row has, or that an event of our session names; null for neither
   * @param itsIntent that the row has; null where it has none
   * @param namedIntent that an event with the row's marks names; null where none does. Marks can be
   *     copied, so it only leads to the session
   * @param uuid the row's, which is in the marks of its session
   */
  public Uni<StripeOutcome<PaymentAtStripe>> read(
      @Nullable String sessionId,
      @Nullable String itsIntent,
      @Nullable String namedIntent,
      UUID uuid) {
    if (sessionId != null) {
      return sessions.retrieve(sessionId).flatMap(outcome -> withIntent(outcome, itsIntent));
    }
    var intent = itsIntent == null ? namedIntent : itsIntent;
    return intent == null
        ? Uni.createFrom().item(new Unknown<>("nothing names the session", false))
        : sessions.ofIntent(intent).flatMap(outcome -> only(outcome, itsIntent, uuid));
  }

  private Uni<StripeOutcome<PaymentAtStripe>> only(
      StripeOutcome<List<CheckoutSessionSnapshot>> outcome, @Nullable String itsIntent, UUID uuid) {
    if (outcome instanceof Done<List<CheckoutSessionSnapshot>> found) {
      return found.value().stream()
          .filter(its -> uuid.equals(Installation.rowOf(installation.id(), its.metadata())))
          .findFirst()
          .map(session -> withIntent(new Done<>(session), itsIntent))
          .orElseGet(() -> Uni.createFrom().item(noneOfOurs(itsIntent)));
    }
    return Uni.createFrom().item(outcome.asInconclusive());
  }

  private static StripeOutcome<PaymentAtStripe> noneOfOurs(@Nullable String itsIntent) {
    return itsIntent == null
        ? new Done<>(PaymentAtStripe.NOTHING)
        : new Unknown<>("no session of ours made the payment's intent", false);
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
                    ? intent.map(its -> together(session, its))
                    : intent.asInconclusive());
  }

  /** A card that was declined leaves an intent, of which nothing comes once a code covers all. */
  private static PaymentAtStripe together(
      CheckoutSessionSnapshot session, PaymentIntentSnapshot intent) {
    boolean isLeftOver =
        session.status() == CheckoutSessionStatus.COMPLETE
            && session.isFree()
            && (intent.status() == IntentStatus.WAITING
                || intent.status() == IntentStatus.CANCELED);
    return new PaymentAtStripe(session, isLeftOver ? null : intent);
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
