package io.paydesk.alert;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.rest.Page;
import java.time.Instant;
import java.util.List;

/** An alert that holds, and one that has ended. */
public final class AlertExamples implements ApiExamples {

  private static final Instant MORNING = Instant.parse("2026-11-23T09:31:00Z");

  @Override
  public void addTo(ExampleBook book) {
    var declines = alert(3, AlertKind.USER_DECLINES, "pia", 6, 5, 3600);
    var refunds = alert(2, AlertKind.REFUND_RATE, "", 12, 10, 604_800);
    refunds.endedAt = refunds.lastSeenAt.plusSeconds(60);
    book.answer("listAlerts", 200, "a-page", new Page<>(List.of(AlertView.of(declines)), "3"));
    book.answer(
        "listAlerts", 200, "the-last-page", new Page<>(List.of(AlertView.of(refunds)), null));
    book.problem(() -> AlertFilter.read("weather", null));
  }

  private static Alert alert(
      long id, AlertKind kind, String subject, long observed, long threshold, long window) {
    var alert = new Alert();
    alert.id = id;
    alert.kind = kind;
    alert.subject = subject;
    alert.observed = observed;
    alert.threshold = threshold;
    alert.windowSeconds = window;
    alert.raisedAt = MORNING;
    alert.lastSeenAt = MORNING.plusSeconds(300);
    return alert;
  }
}
