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
  private final List<ClaimedEvent> events;

  EventWorks(Spans spans, List<ClaimedEvent> claimed) {
    events = claimed.stream().map(event -> begin(spans, event)).toList();
  }

  private ClaimedEvent begin(Spans spans, ClaimedEvent event) {
    var work =
        spans
            .goOn("event " + event.type(), event.traceparent())
            .record("paydesk.event.type", event.type())
            .record("paydesk.attempt", event.attempt())
            .about(LogId.EVENT, event.id());
    byEvent.put(event.id(), work);
    return event.on(work.trail());
  }

  /** With the trails of these attempts. */
  List<ClaimedEvent> events() {
    return events;
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
