package io.paydesk.webhook.callback;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentAtStripe;
import io.paydesk.payment.SessionReader;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.SessionDifferences;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.Patience;
import io.paydesk.webhook.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe for a checkout session and its intent. An event of either shows one of them, as it
 * was once; together they decide, whichever of their events comes first.
 */
@Singleton
class CheckoutFetch {

  private static final Logger LOG = Logger.getLogger(CheckoutFetch.class);

  private final SessionReader stripe;
  private final Patience patience;

  CheckoutFetch(SessionReader stripe, Patience patience) {
    this.stripe = stripe;
    this.patience = patience;
  }

  /**
   * What leads to a session.
   *
   * @param itsIntent that the payment has
   * @param namedIntent that an event names, where the payment has none
   * @param request what the payment asked for, where it knows no session yet
   */
  private record Named(
      @Nullable String sessionId,
      @Nullable String itsIntent,
      @Nullable String namedIntent,
      @Nullable String request,
      UUID uuid) {}

  /** An event of ours, with what it names where its payment does not know that yet. */
  record Question(
      ClaimedEvent event, Payment payment, @Nullable String sessionId, @Nullable String intentId) {

    private Named named() {
      var known = payment.checkout == null ? null : payment.checkout.checkoutSessionId();
      return new Named(
          known == null ? sessionId : known,
          payment.paymentIntentId,
          payment.paymentIntentId == null ? intentId : null,
          known == null ? payment.stripeRequest : null,
          payment.uuid);
    }
  }

  /**
   * @param askedAt when these questions are asked, by the database's clock
   * @param news for the second step
   */
  <F> Uni<Fetched<F>> fetch(
      List<Question> questions, Instant askedAt, Function<Seen<PaymentAtStripe>, F> news) {
    return Patience.each(
        bySession(questions),
        (named, its) ->
            stripe
                .read(named.sessionId, named.itsIntent, named.namedIntent, named.uuid)
                .plug(patience::atMost)
                .map(
                    outcome -> {
                      var copied = whyCopied(named, outcome);
                      return copied != null
                          ? Fetched.decided(its, Verdict.ignored(copied))
                          : Fetched.needed(
                              its, outcome, has -> news.apply(Seen.asked(has, askedAt)));
                    }));
  }

  /** Null where Stripe has not shown that it is another's, which bears our marks. */
  private static @Nullable IgnoredBecause whyCopied(
      Named named, StripeOutcome<PaymentAtStripe> outcome) {
    if (isOfAnotherIntent(named, outcome)) {
      return IgnoredBecause.ANOTHER_INTENT;
    }
    return isAnotherSession(named, outcome) ? IgnoredBecause.ANOTHER_SESSION : null;
  }

  private static boolean isAnotherSession(Named named, StripeOutcome<PaymentAtStripe> outcome) {
    var session = outcome instanceof Done<PaymentAtStripe> done ? done.value().session() : null;
    if (session == null || named.request == null) {
      return false;
    }
    var differences = SessionDifferences.of(CheckoutSessionRequest.read(named.request), session);
    if (!differences.isEmpty()) {
      LOG.errorf(
          "%s bears the marks of payment %s, which asked for another: it differs in %s. Was its"
              + " metadata copied?",
          session, named.uuid, String.join(", ", differences));
    }
    return !differences.isEmpty();
  }

  /** Marks of ours can be copied to an intent that our session has not made. */
  private static boolean isOfAnotherIntent(Named named, StripeOutcome<PaymentAtStripe> outcome) {
    return named.namedIntent != null
        && outcome instanceof Done<PaymentAtStripe> done
        && done.value().isAnotherThan(named.namedIntent);
  }

  private static Map<Named, List<ClaimedEvent>> bySession(List<Question> questions) {
    var bySession = new LinkedHashMap<Named, List<ClaimedEvent>>();
    questions.stream()
        // Once the money is here, nothing that Stripe says of the session changes that.
        .filter(question -> !question.payment.status.hasMoney())
        .forEach(
            question ->
                bySession
                    .computeIfAbsent(question.named(), x -> new ArrayList<>())
                    .add(question.event));
    return bySession;
  }
}
