package io.paydesk.webhook;

import io.paydesk.webhook.RelatedObjects.Completed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is done for each event before its callback gets it, whatever it is about. */
@Singleton
class Intake {

  private final Admission admission;
  private final RelatedObjects objects;

  Intake(Admission admission, RelatedObjects objects) {
    this.admission = admission;
    this.objects = objects;
  }

  /**
   * @param all events, in their order
   * @param verdicts on those that go no further, by event id
   */
  record Taken(List<ClaimedEvent> all, Map<String, Verdict> verdicts) {

    /** Those that go to their callback. */
    List<ClaimedEvent> open() {
      return all.stream().filter(delivery -> !verdicts.containsKey(delivery.id())).toList();
    }
  }

  /** No transaction is open. */
  Uni<Taken> take(List<ClaimedEvent> deliveries) {
    var refused = new HashMap<String, Verdict>();
    deliveries.forEach(
        delivery -> {
          var because =
              admission.refuse(
                  delivery.id(), delivery.livemode(), EventShape.account(delivery.body()));
          if (because != null) {
            refused.put(delivery.id(), Verdict.ignored(because));
          }
        });
    var admitted = new Taken(deliveries, refused).open();
    return objects.complete(admitted).map(completed -> taken(deliveries, refused, completed));
  }

  private static Taken taken(
      List<ClaimedEvent> deliveries, Map<String, Verdict> refused, Completed completed) {
    var byId = new HashMap<String, ClaimedEvent>();
    completed.deliveries().forEach(delivery -> byId.put(delivery.id(), delivery));
    var verdicts = new HashMap<>(refused);
    verdicts.putAll(completed.verdicts());
    return new Taken(
        deliveries.stream().map(delivery -> byId.getOrDefault(delivery.id(), delivery)).toList(),
        verdicts);
  }
}
