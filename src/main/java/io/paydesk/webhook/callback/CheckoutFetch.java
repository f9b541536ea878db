package io.paydesk.webhook.callback;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentAtStripe;
import io.paydesk.payment.SessionReader;
import io.paydesk.stripe.Seen;
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
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe for a checkout session and its intent. An event of either shows one of them, as it
 * was once; together they decide, whichever of their events comes first.
 */
@Singleton
class CheckoutFetch {

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
   */
  private record Named(
      @Nullable String sessionId,
      @Nullable String itsIntent,
      @Nullable String namedIntent,
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
                    outcome ->
                        isOfAnotherIntent(named, outcome)
                            ? Fetched.decided(its, Verdict.ignored(IgnoredBecause.ANOTHER_INTENT))
                            : Fetched.needed(
                                its, outcome, has -> news.apply(Seen.asked(has, askedAt)))));
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
