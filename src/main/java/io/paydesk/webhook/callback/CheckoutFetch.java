package io.paydesk.webhook.callback;

import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentAtStripe;
import io.paydesk.payment.SessionReader;
import io.paydesk.stripe.Seen;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Patience;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** What names a session: at least one of the two. */
  private record Named(@Nullable String sessionId, @Nullable String intentId) {}

  /** An event of ours, with what it names where its payment does not know that yet. */
  record Question(
      ClaimedEvent event, Payment payment, @Nullable String sessionId, @Nullable String intentId) {

    private Named named() {
      var known = payment.checkout == null ? null : payment.checkout.checkoutSessionId();
      return new Named(
          known == null ? sessionId : known,
          payment.paymentIntentId == null ? intentId : payment.paymentIntentId);
    }
  }

  /**
   * @param askedAt when these questions are asked, by the database's clock
   * @param news for the second step
   */
  <F> Uni<Fetched<F>> fetch(
      List<Question> questions, Instant askedAt, Function<Seen<PaymentAtStripe>, F> news) {
    return patience.askEach(
        bySession(questions),
        named -> stripe.read(named.sessionId, named.intentId),
        (its, outcome) ->
            Fetched.needed(its, outcome, has -> news.apply(Seen.asked(has, askedAt))));
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
