package io.paydesk.webhook;

import static java.util.Objects.requireNonNull;

import io.paydesk.trace.LogId;
import io.paydesk.trace.Spans;
import io.paydesk.trace.TracedWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attempts at some events. Each has a span, which continues the trace of the request that brought
 * the event. Events are applied together, so their spans overlap; work for several events of one
 * row is recorded in the first one's span.
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

  /** Call it after the commit. */
  void end(Map<String, Verdict> verdicts) {
    verdicts.forEach((event, verdict) -> end(requireNonNull(byEvent.get(event)), verdict));
  }

  private static void end(TracedWork work, Verdict verdict) {
    switch (verdict.kind()) {
      case DONE -> work.record("paydesk.outcome", "done").end();
      case IGNORED ->
          work.record("paydesk.outcome", "ignored")
              .record("paydesk.ignored_because", requireNonNull(verdict.because()))
              .end();
      case LATER -> work.record("paydesk.outcome", "later").fail("later");
      case FAILED -> work.fail(requireNonNull(verdict.failure()));
    }
  }
}
