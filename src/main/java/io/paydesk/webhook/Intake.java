package io.paydesk.webhook;

import io.paydesk.webhook.RelatedObjects.Completed;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What happens to every event before its callback gets it. */
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

    /** Events that go to their callback. */
    List<ClaimedEvent> open() {
      return all.stream().filter(event -> !verdicts.containsKey(event.id())).toList();
    }
  }

  /** No transaction is open. */
  Uni<Taken> take(List<ClaimedEvent> events) {
    var refused = new HashMap<String, Verdict>();
    events.forEach(
        event -> {
          var because =
              admission.refuse(event.id(), event.livemode(), EventShape.account(event.body()));
          if (because != null) {
            refused.put(event.id(), Verdict.ignored(because));
          }
        });
    var admitted = new Taken(events, refused).open();
    return objects.complete(admitted).map(completed -> taken(events, refused, completed));
  }

  private static Taken taken(
      List<ClaimedEvent> events, Map<String, Verdict> refused, Completed completed) {
    var byId = new HashMap<String, ClaimedEvent>();
    completed.events().forEach(event -> byId.put(event.id(), event));
    var verdicts = new HashMap<>(refused);
    verdicts.putAll(completed.verdicts());
    return new Taken(
        events.stream().map(event -> byId.getOrDefault(event.id(), event)).toList(), verdicts);
  }
}
