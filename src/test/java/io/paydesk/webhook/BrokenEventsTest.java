package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signed events with one thing broken each. */
@QuarkusTest
class BrokenEventsTest extends PaydeskTest {

  private static final String LONG = "x".repeat(256);

  private ObjectNode event() {
    return StripeEvents.succeeded(
        sandbox.paymentIntent(started(order()).getString("paymentIntentId")));
  }

  private static ObjectNode owner(ObjectNode event, String path) {
    return path.startsWith("data.object.") ? StripeEvents.object(event) : event;
  }

  /** The event as text, with this JSON in place of what it has there. */
  private static String with(ObjectNode event, String path, String json) {
    var field = path.substring(path.lastIndexOf('.') + 1);
    owner(event, path).put(field, "HERE");
    return event.toString().replace("\"HERE\"", json.replace("LONG", LONG));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id | \"evt_\\u0000\"",
        "id | \"evt_\\ud800\"",
        "id | \"LONG\"",
        "id | \"\"",
        "id | \" \"",
        "id | null",
        "id | 1",
        "id | {}",
        "id | []",
        "id | true",
        "type | \"payment_intent.succeeded\\u0000\"",
        "type | \"payment_intent.\\udfff\"",
        "type | \"LONG\"",
        "type | \"\"",
        "type | null",
        "type | 7",
        "type | [\"payment_intent.succeeded\"]",
        "api_version | \"2026\\u0000\"",
        "api_version | 2026",
        "api_version | \"LONG\"",
        "livemode | null",
        "livemode | \"true\"",
        "livemode | 0",
        "created | 1e17",
        "created | 100000000000000000",
        "created | 99999999999999999999999999999999",
        "created | 253402300800",
        "created | -1",
        "created | -1e17",
        "created | 1.5",
        "created | null",
        "created | \"soon\"",
        "created | true",
        "created | {}",
        "data.object.id | \"pi_\\u0000\"",
        "data.object.id | \"pi_\\ud800\"",
        "data.object.id | \"LONG\"",
        "data.object.id | 12"
      })
  void aBrokenFieldIsNamedAndNothingIsStored(String path, String json) {
    var event = event();
    var mark = UUID.randomUUID().toString();
    event.put("mark", mark);

    deliver(with(event, path, json))
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:paydesk:problem:not-an-event"))
        .body("detail", containsString("'" + path + "'"));

    assertThat(
            tables()
                .number("select count(*) from stripe_event where body like '%' || ? || '%'", mark))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"id", "type", "livemode", "created"})
  void aMissingFieldIsNamed(String field) {
    var event = event();
    event.remove(field);

    deliver(event.toString())
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:not-an-event"))
        .body("detail", containsString("'" + field + "'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "created | 0",
        "created | 253402300799",
        "api_version | null",
        "pending_webhooks | 1e17",
        "data | null",
        "data | []",
        "data | \"\"",
        "request | \"\\u0000\"",
        "data.object.id | null",
        "data.object.object | \"\\u0000\"",
        "data.object.amount | 1e999",
        "data.object.metadata | []",
        "data.object.metadata | \"x\"",
        "data.object.last_payment_error | 3"
      })
  void fieldsThatTheWebhookDoesNotReadAreStored(String path, String json) {
    var event = event();
    event.put("type", "customer.tax_id.updated"); // what happens later is another matter

    deliver(with(event, path, json)).then().statusCode(200);

    assertThat(
            tables()
                .number(
                    "select count(*) from stripe_event where id = ?", event.get("id").textValue()))
        .isEqualTo(1);
  }

  @Test
  void moreNestingThanAnybodyNeedsIsRefused() {
    var event = event();
    var deep = "[".repeat(5_000) + "]".repeat(5_000);

    deliver(with(event, "data", deep)).then().statusCode(400);
  }
}
