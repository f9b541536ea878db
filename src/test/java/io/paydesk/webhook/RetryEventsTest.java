package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Events that were given up, and that a person retries. */
@QuarkusTest
class RetryEventsTest extends PaydeskTest {

  /** Later than any other test's events. */
  private final Instant era = Instant.parse("2100-01-01T00:00:00Z");

  private String failed(ObjectNode event, Instant when) {
    var id = event.get("id").textValue();
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, object_id, created, body, status, attempts, lost, last_error,
              finished_at)
            values (?, ?, false, ?, now(), ?, 'failed', 75, 3, 'IllegalStateException: down', ?::timestamptz)
            """,
            id,
            event.get("type").textValue(),
            StripeEvents.object(event).get("id").textValue(),
            event.toString(),
            when.toString());
    return id;
  }

  private ObjectNode succeeded(long order) {
    return StripeEvents.succeeded(
        sandbox.paymentIntent(started(order).getString("paymentIntentId")));
  }

  private Answer retry(Instant since, String type, String key) {
    var body = new HashMap<String, Object>(Map.of("since", since.toString()));
    if (type != null) {
      body.put("type", type);
    }
    return asAdmin().header("Idempotency-Key", key).body(body).post("/v1/events/retry");
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private String row(String expression, String id) {
    return tables().text("select " + expression + " from stripe_event where id = ?", id);
  }

  @Test
  void allEventsThatWereGivenUpSinceATimeAreRetriedOncePerKey() {
    long order = order();
    var id = failed(succeeded(order), era.plus(1, ChronoUnit.HOURS));
    var type = "payment_intent.succeeded";
    retry(era, "invoice.paid", key()).then().statusCode(200).body("retried", equalTo(0));
    retry(era.plus(2, ChronoUnit.HOURS), type, key())
        .then()
        .statusCode(200)
        .body("retried", equalTo(0));

    var key = key();
    for (int i = 0; i < 2; i++) {
      retry(era, type, key).then().statusCode(200).body("retried", equalTo(1));
    }

    eventuallyPaid(order);
    eventually(
        x -> assertThat(row("status || ' at try ' || attempts", id)).isEqualTo("done at try 1"));
    assertThat(row("waiting_since > now() - interval '1 hour'", id)).isEqualTo("t");
  }

  @Test
  void withoutATypeAllHandledTypesAreRetried() {
    long order = order();
    var ours = failed(succeeded(order), era.plus(10, ChronoUnit.DAYS));
    var other = StripeEvents.event("customer.updated", StripeEvents.object(succeeded(order())));
    var theirs = failed(other, era.plus(10, ChronoUnit.DAYS));

    retry(era.plus(9, ChronoUnit.DAYS), null, key())
        .then()
        .statusCode(200)
        .body("retried", equalTo(1));

    eventually(x -> assertThat(row("status", ours)).isEqualTo("done"));
    assertThat(row("status", theirs)).isEqualTo("failed");
    tables().change("delete from stripe_event where id = ?", theirs);
  }

  @Test
  void aWrongTimeOrTextIsRefused() {
    asAdmin()
        .body(Map.of("since", "yesterday"))
        .post("/v1/events/retry")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-time"));
    asAdmin()
        .body("{\"since\": \"2026-11-23T09:30:00Z\", \"type\": \"a\\u0000\"}")
        .post("/v1/events/retry")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-text"));
    asAdmin()
        .body("{}")
        .post("/v1/events/retry")
        .then()
        .statusCode(400)
        .body("detail", containsString("since"));
  }

  @Test
  void onlyAnAdminRetries() {
    var body = Map.of("since", era.toString());
    asService().body(body).post("/v1/events/retry").then().statusCode(403);
    asUser().body(body).post("/v1/events/retry").then().statusCode(403);
  }
}
