package io.paydesk.webhook.callback;

import io.paydesk.stripe.FailedTry;
import io.paydesk.stripe.ObjectGateway;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Patience;
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

  static boolean tellsOfADecline(ClaimedEvent event) {
    return event.type().equals("payment_intent.payment_failed");
  }

  /**
   * @param ours events of intents of ours
   * @return the try of each thin one that tells of one, as far as Stripe still has the snapshot
   */
  Uni<Fetched<FailedTry>> fetch(List<ClaimedEvent> ours) {
    return patience.askEach(
        ours.stream()
            .filter(event -> event.isThin() && tellsOfADecline(event))
            .filter(event -> ObjectGateway.canRetrieve("event", event.snapshotId()))
            .collect(Collectors.groupingBy(ClaimedEvent::snapshotId)),
        snapshot -> stripe.retrieve("event", snapshot),
        (its, outcome) ->
            outcome instanceof Refused
                ? Fetched.nothing()
                : Fetched.needed(
                    its, outcome, event -> FailedTry.of(event.path("data").path("object"))));
  }
}
