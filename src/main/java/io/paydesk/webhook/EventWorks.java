package io.paydesk.webhook;

import io.paydesk.trace.LogId;
import io.paydesk.trace.Spans;
import io.paydesk.trace.TracedWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One attempt at each of some events: a span each, which goes on from the request that brought the
 * event. They are applied together, so their spans overlap; what is done for several of one row is
 * told in the first one's.
 */
final class EventWorks {

  private final Map<String, TracedWork> byEvent = new LinkedHashMap<>();
  private final List<ClaimedEvent> deliveries;

  EventWorks(Spans spans, List<ClaimedEvent> claimed) {
    deliveries = claimed.stream().map(delivery -> begin(spans, delivery)).toList();
  }

  private ClaimedEvent begin(Spans spans, ClaimedEvent delivery) {
    var work =
        spans
            .goOn("event " + delivery.type(), delivery.traceparent())
            .record("paydesk.event.type", delivery.type())
            .record("paydesk.attempt", delivery.attempt())
            .about(LogId.EVENT, delivery.id());
    byEvent.put(delivery.id(), work);
    return delivery.on(work.trail());
  }

  /** With the trails of these attempts. */
  List<ClaimedEvent> deliveries() {
    return deliveries;
  }

  /** After the commit. */
  void end(Map<String, Verdict> verdicts) {
    verdicts.forEach((event, verdict) -> end(byEvent.get(event), verdict));
  }

  private static void end(TracedWork work, Verdict verdict) {
    switch (verdict.kind()) {
      case DONE -> work.record("paydesk.outcome", "done").end();
      case IGNORED ->
          work.record("paydesk.outcome", "ignored")
              .record("paydesk.ignored_because", verdict.because())
              .end();
      case LATER -> work.record("paydesk.outcome", "later").fail("later");
      case FAILED -> work.fail(verdict.failure());
    }
  }
}
