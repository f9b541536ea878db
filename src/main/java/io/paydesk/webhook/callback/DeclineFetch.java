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
 * Asks Stripe which attempt a thin event reports. The intent shows only its last one, and a payer
 * may try card after card quickly; the snapshot event shows the right one.
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
   * @param ours events of our intents
   * @return the attempt of each thin event that reports one, if Stripe still has the snapshot event
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
