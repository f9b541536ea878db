package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.paydesk.testing.LogBook;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.SpanBook;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each event of a batch has its own span and log lines, although they share a transaction. */
@QuarkusTest
class EventTrailsTest extends PaydeskTest {

  @Inject SpanBook spans;

  private final LogBook log = LogBook.open();

  @AfterEach
  void close() {
    log.close();
  }

  private ObjectNode ofAnotherIntent(long payment) {
    var event = StripeEvents.succeeded(intentOf(payment));
    StripeEvents.object(event).put("id", "pi_other" + UUID.randomUUID());
    return event;
  }

  private ObjectNode ofNoPayment(long payment) {
    var event = ofAnotherIntent(payment);
    ((ObjectNode) StripeEvents.object(event).path("metadata"))
        .put("paydesk_uuid", UUID.randomUUID().toString());
    return event;
  }

  private static String id(ObjectNode event) {
    return event.path("id").textValue();
  }

  private static String traceparent(int n) {
    return "00-%032x-00f067aa0ba902b7-01".formatted(0x5eed0000L + n);
  }

  /** In one statement, so that one batch claims them all. */
  private void put(ObjectNode... events) {
    var rows = new StringBuilder();
    var values = new Object[events.length * 5];
    for (int i = 0; i < events.length; i++) {
      rows.append(i == 0 ? "" : ", ")
          .append("(?, ?, '2026-07-29.dahlia', false, ?, now(), ?, 'waiting', ?, true)");
      values[5 * i] = id(events[i]);
      values[5 * i + 1] = events[i].path("type").textValue();
      values[5 * i + 2] = StripeEvents.object(events[i]).path("id").textValue();
      values[5 * i + 3] = events[i].toString();
      values[5 * i + 4] = traceparent(i);
    }
    tables()
        .change(
            "insert into stripe_event (id, type, api_version, livemode, object_id, created, body,"
                + " status, traceparent, stands_alone) values "
                + rows,
            values);
  }

  private LogBook.Line lineOf(ObjectNode event) {
    var lines = log.lines("Event " + id(event));
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  private SpanData spanOf(int n) {
    var found = spans.ofTrace(traceparent(n).substring(3, 35));
    assertThat(found).isNotEmpty();
    return found.get(found.size() - 1);
  }

  @Test
  void noEventOfABatchHasTheIdsOrTheTraceOfAnother() {
    long order = order();
    long payment = started(order).getLong("id");
    var first = ofNoPayment(payment);
    var second = ofAnotherIntent(payment);
    var third = ofNoPayment(payment);

    put(first, second, third);
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select count(distinct finished_at) || ' of ' || count(finished_at)"
                                + " from stripe_event where id in (?, ?, ?)",
                            id(first),
                            id(second),
                            id(third)))
                .isEqualTo("1 of 3"));

    assertThat(lineOf(second).carries())
        .containsEntry("eventId", id(second))
        .containsEntry("paymentId", "" + payment)
        .containsEntry("orderId", "" + order)
        .containsEntry("traceId", traceparent(1).substring(3, 35));
    for (var event : new ObjectNode[] {first, third}) {
      assertThat(lineOf(event).carries())
          .containsEntry("eventId", id(event))
          .doesNotContainKeys("paymentId", "orderId");
    }
    assertThat(lineOf(third).carries()).containsEntry("traceId", traceparent(2).substring(3, 35));
    eventually(
        x -> {
          for (int n = 0; n < 3; n++) {
            assertThat(spanOf(n).getName()).isEqualTo("event payment_intent.succeeded");
            assertThat(spanOf(n).getParentSpanId()).isEqualTo("00f067aa0ba902b7");
          }
        });
  }

  private static String triedLater(ObjectNode event) {
    return Verdict.STRIPE_DID_NOT_ANSWER.because() + "; tried again later: " + id(event);
  }

  @Test
  void aRetriedEventHasASpanForEachAttempt() {
    long payment = started(order()).getLong("id");
    var bad = ofAnotherIntent(payment);
    put(bad);
    eventually(x -> assertThat(log.lines("Event " + id(bad))).hasSize(1));
    long order = order();
    var intent = started(order).getString("paymentIntentId");
    sandbox.confirm(intent, "4242424242424242");
    eventuallyPaid(order);
    sandbox.faults().failNext("GET /v1/refunds", 500, 9);
    var charge = new ObjectMapper().createObjectNode();
    charge.put("id", "ch_1").put("object", "charge").put("payment_intent", intent);
    var unanswered = StripeEvents.event("charge.refunded", charge);
    int before = log.lines("Stripe refunds.list").size();
    put(unanswered);

    eventually(x -> assertThat(log.lines(triedLater(unanswered))).isNotEmpty());
    assertThat(log.lines(triedLater(unanswered)))
        .allMatch(line -> line.carries().get("eventId").equals(id(unanswered)))
        .noneMatch(line -> line.carries().containsKey("paymentId"));
    // The event is put back even before a call ends that takes too long.
    eventually(
        x ->
            assertThat(log.lines("Stripe refunds.list").stream().skip(before))
                .isNotEmpty()
                .allMatch(line -> id(unanswered).equals(line.carries().get("eventId"))));
    sandbox.faults().clear();
    eventually(
        x ->
            assertThat(
                    tables().text("select status from stripe_event where id = ?", id(unanswered)))
                .isEqualTo("done"));
    eventually(
        x ->
            assertThat(spans.ofTrace(traceparent(0).substring(3, 35)))
                .filteredOn(span -> span.getName().equals("event charge.refunded"))
                .extracting(span -> span.getStatus().getStatusCode())
                .startsWith(StatusCode.ERROR)
                .endsWith(StatusCode.UNSET));
  }
}
