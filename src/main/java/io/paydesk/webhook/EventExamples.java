package io.paydesk.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.Page;
import io.paydesk.rest.Statuses;
import java.time.Instant;
import java.util.List;

/** An event as Stripe delivers it, and as the inbox shows it. */
public final class EventExamples implements ApiExamples {

  private static final Instant MORNING = Instant.parse("2026-11-23T09:31:01Z");

  @Override
  public void addTo(ExampleBook book) {
    book.request("receiveStripeEvent", "payment-succeeded", sent());
    var done = StripeEventView.of(event(StripeEventStatus.DONE));
    var failed = StripeEventView.of(event(StripeEventStatus.FAILED));
    book.answer("listEvents", 200, "a-page", new Page<>(List.of(done), "12"));
    book.answer("listEvents", 200, "the-last-page", new Page<>(List.of(failed), null));
    book.answer(
        "replayEvent", 200, "waiting", StripeEventView.of(event(StripeEventStatus.WAITING)));
    book.request("retryEvents", "all", new RetryEvents(MORNING.toString(), null));
    book.request(
        "retryEvents",
        "of-one-type",
        new RetryEvents(MORNING.toString(), "payment_intent.succeeded"));
    book.answer("retryEvents", 200, "retried", new RetriedEventsView(3));
    book.problem(StripeWebhookResource.notStripes());
    book.problem(Envelope.notAnEvent("'id' is missing"));
    book.problem(InboxDoor.away());
    book.problem("event-not-found", Refusal.notFound("event", "evt_123"));
    book.problem("invalid-event-status", () -> Statuses.read(StripeEventStatus.class, "lost"));
    book.problem(StripeEvents.withoutCallback("customer.updated"));
  }

  /** The members of an event that are read here; Stripe sends more. */
  private record SentEvent(
      String id,
      String object,
      String type,
      @JsonProperty("api_version") String apiVersion,
      long created,
      boolean livemode,
      Data data) {}

  private record Data(Intent object) {}

  private record Intent(String id, String object) {}

  private static SentEvent sent() {
    return new SentEvent(
        "evt_123",
        "event",
        "payment_intent.succeeded",
        "2026-07-29.dahlia",
        MORNING.getEpochSecond(),
        false,
        new Data(new Intent("pi_123", "payment_intent")));
  }

  private static StripeEvent event(StripeEventStatus status) {
    var event = new StripeEvent();
    event.id = "evt_123";
    event.type = "payment_intent.succeeded";
    event.objectId = "pi_123";
    event.apiVersion = "2026-07-29.dahlia";
    event.status = status;
    event.created = MORNING;
    event.receivedAt = MORNING.plusSeconds(1);
    switch (status) {
      case WAITING -> event.nextAttemptAt = MORNING.plusSeconds(3600);
      case FAILED -> {
        event.attempts = 75;
        event.lastError = "No answer came from Stripe";
        event.finishedAt = MORNING.plus(Inbox.TRIED_FOR);
      }
      case DONE, IGNORED -> {
        event.attempts = 1;
        event.finishedAt = MORNING.plusSeconds(2);
      }
    }
    return event;
  }
}
