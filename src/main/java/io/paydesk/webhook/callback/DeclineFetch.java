package io.paydesk.webhook.callback;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.stripe.FailedTry;
import io.paydesk.stripe.ObjectGateway;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Patience;
import io.paydesk.webhook.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Asks Stripe which try a thin event tells of. The intent shows its last one alone, and a payer who
 * tries card after card is faster than we are; the snapshot event shows it as it was.
 */
@Singleton
class DeclineFetch {

  private final ObjectGateway stripe;
  private final Patience patience;

  DeclineFetch(ObjectGateway stripe, Patience patience) {
    this.stripe = stripe;
    this.patience = patience;
  }

  static boolean tellsOfADecline(ClaimedEvent delivery) {
    return delivery.type().equals("payment_intent.payment_failed");
  }

  /**
   * @param ours events of intents of ours
   * @return the try of each thin one that tells of one
   */
  Uni<Fetched<FailedTry>> fetch(List<ClaimedEvent> ours) {
    return Patience.each(
        ours.stream()
            .filter(delivery -> delivery.isThin() && tellsOfADecline(delivery))
            .collect(Collectors.groupingBy(ClaimedEvent::id)),
        (id, alone) -> ask(alone.get(0)));
  }

  private Uni<Fetched<FailedTry>> ask(ClaimedEvent delivery) {
    var shown = List.of(delivery);
    if (!ObjectGateway.canRetrieve("event", delivery.snapshotId())) {
      return Uni.createFrom().item(Fetched.found(shown, FailedTry.of(delivery.object())));
    }
    return stripe
        .retrieve("event", delivery.snapshotId())
        .plug(patience::atMost)
        .map(
            outcome -> {
              if (outcome instanceof Unknown) {
                return Fetched.decided(shown, Verdict.STRIPE_DID_NOT_ANSWER);
              }
              var told =
                  outcome instanceof Done<JsonNode> done
                      ? done.value().path("data").path("object")
                      : delivery.object();
              return Fetched.found(shown, FailedTry.of(told));
            });
  }
}
