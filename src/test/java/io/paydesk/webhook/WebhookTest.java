package io.paydesk.webhook;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Http1;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries from the internet that claim to be Stripe's. */
@QuarkusTest
class WebhookTest extends PaydeskTest {

  @ConfigProperty(name = "paydesk.test.webhook-secret")
  String secret;

  private ObjectNode succeededEvent() {
    var payment = started(order());
    return StripeEvents.succeeded(sandbox.paymentIntent(payment.getString("paymentIntentId")));
  }

  private static Answer send(byte[] body, String header) {
    var request = given().contentType("application/json").body(body);
    return (header == null ? request : request.header("Stripe-Signature", header))
        .post("/webhooks/stripe");
  }

  private static Answer send(String body, String header) {
    return send(body.getBytes(StandardCharsets.UTF_8), header);
  }

  private long stored(String id) {
    return tables().number("select count(*) from stripe_event where id = ?", id);
  }

  private String status(String id) {
    return tables().text("select status from stripe_event where id = ?", id);
  }

  @Test
  void aSignedEventIsStoredAndApplied() {
    var event = succeededEvent();

    deliver(event.toString()).then().statusCode(200);

    eventually(x -> assertThat(status(event.get("id").textValue())).isEqualTo("done"));
  }

  @Test
  void eachOfSeveralSecretsIsAccepted() {
    var event = succeededEvent();
    var before = sandbox.signature(event.toString(), Instant.now(), "whsec_of_before_the_rotation");

    send(event.toString(), before).then().statusCode(200);
  }

  @Test
  void oneGoodSignatureAmongSeveralIsEnough() {
    var event = succeededEvent();
    var good = sandbox.signature(event.toString(), Instant.now(), secret);
    var bad = "0".repeat(64);

    send(event.toString(), good.replace(",v1=", ",v0=" + bad + ",v1=" + bad + ",v1="))
        .then()
        .statusCode(200);
  }

  @Test
  void aChangedBodyAnotherSecretAndAnOldOrFutureTimeAreRefused() {
    var body = succeededEvent().toString();
    var good = sandbox.signature(body, Instant.now(), secret);

    for (var answer :
        new Answer[] {
          send(body.replace("\"amount\":9999", "\"amount\":1"), good),
          send(body, sandbox.signature(body, Instant.now(), "whsec_of_somebody_else")),
          send(body, sandbox.signature(body, Instant.now().minusSeconds(310), secret)),
          send(body, sandbox.signature(body, Instant.now().plusSeconds(360), secret)),
          send(body, null)
        }) {
      answer
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:paydesk:problem:invalid-signature"));
    }
    send(body, sandbox.signature(body, Instant.now().minusSeconds(240), secret))
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "t",
        "t=",
        "t=abc,v1=00",
        "t=1",
        "v1=00",
        "t=1,v1",
        "t=1,v1=",
        "t=1,,v1=00",
        "=,=",
        "t=-1,v1=00",
        "t=99999999999999999999,v1=00",
        "t=1 v1=00",
        "t=1,v1=ÿ",
        "null",
        "t=1,t=2,v1=00"
      })
  void aMalformedHeaderIsA400(String header) {
    send("{}", header)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-signature"));
  }

  @Test
  void anEndlessHeaderIsA400() {
    send("{}", "t=1" + ",v1=00".repeat(1_000)).then().statusCode(400);
  }

  @Test
  void aBodyThatIsNotTextOrNotThereIsA400() {
    var header = sandbox.signature("x", Instant.now(), secret);

    send(new byte[] {(byte) 0xff, (byte) 0xfe, 0}, header).then().statusCode(400);
    given().header("Stripe-Signature", header).post("/webhooks/stripe").then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "[]",
        "{}",
        "{\"id\":1,\"type\":\"x\"}",
        "{\"id\":\"\",\"type\":\"x\"}",
        "{\"id\":\"evt_1\"}",
        "null",
        "\"evt\"",
        "{\"id\":\"a"
      })
  void aSignedBodyThatIsNoEventIsA400(String body) {
    deliver(body).then().statusCode(400).body("type", equalTo("urn:paydesk:problem:not-an-event"));
  }

  /** By what is announced. A connection that is closed during the body may lose the answer. */
  @Test
  void moreThanOneMebibyteIsRefused() throws IOException {
    var head =
        "POST /webhooks/stripe HTTP/1.1\r\nHost: paydesk\r\nContent-Length: %d\r\n\r\n"
            .formatted(1024 * 1024 + 1);
    try (var socket = new Socket("127.0.0.1", StartedService.port())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(60_000);

      var answer = new StringBuilder();
      int c;
      do {
        c = socket.getInputStream().read();
        answer.append((char) c);
      } while (c >= 0 && answer.indexOf("body-too-large") < 0);

      assertThat(answer.toString())
          .startsWith("HTTP/1.1 413 ")
          .contains("urn:paydesk:problem:body-too-large");
    }
  }

  @Test
  void moreThanOneMebibyteWithoutALengthIsRefused() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(StartedService.url() + "/webhooks/stripe"))
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(new byte[3 << 20])))
            .build();

    HttpResponse<String> answer;
    try {
      answer = Http1.client().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      // The server closed the connection before everything was sent, which is a refusal too.
      return;
    }

    // The server closes it without an answer: a problem can only be answered to an announced
    // length.
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void fiftyDeliveriesOfOneEventChangeTheRowOnce() throws Exception {
    var event = succeededEvent();
    var pi = event.at("/data/object/id").textValue();
    // Stripe's own event of the payment is no news later.
    workedOff();
    long before = tables().number("select version from payment where payment_intent_id = ?", pi);
    var pool = Executors.newFixedThreadPool(50);
    try {
      var answers =
          IntStream.range(0, 50)
              .mapToObj(i -> pool.submit(() -> deliver(event.toString()).statusCode()))
              .toList();
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    } finally {
      pool.shutdown();
    }

    eventually(x -> assertThat(status(event.get("id").textValue())).isEqualTo("done"));
    assertThat(stored(event.get("id").textValue())).isEqualTo(1);
    assertThat(tables().number("select version from payment where payment_intent_id = ?", pi))
        .isEqualTo(before + 1);
    assertThat(
            tables()
                .number(
                    "select attempts from stripe_event where id = ?", event.get("id").textValue()))
        .isEqualTo(1);
  }

  @Test
  void aTypeWithoutACallbackIsStoredAsIgnored() {
    var event =
        StripeEvents.event(
            "customer.tax_id.created",
            sandbox.customers().isEmpty() ? succeededEvent() : sandbox.customers().get(0));

    deliver(event.toString()).then().statusCode(200);

    assertThat(status(event.get("id").textValue())).isEqualTo("ignored");
    asAdmin()
        .queryParam("type", "customer.tax_id.created")
        .get("/v1/events")
        .then()
        .body("data[0].reason", equalTo("no-callback-for-this-type"));
    asAdmin()
        .post("/v1/events/" + event.get("id").textValue() + "/replay")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:event-without-callback"));
  }

  @Test
  void anotherApiVersionOrNoneIsUnderstood() {
    for (var version : new String[] {"2020-08-27", "2099-01-01.zebra", null}) {
      long order = order();
      var event =
          StripeEvents.succeeded(
              sandbox.paymentIntent(started(order).getString("paymentIntentId")));
      if (version == null) {
        event.remove("api_version");
      } else {
        event.put("api_version", version);
      }
      StripeEvents.object(event).put("a_field_of_the_future", "x");

      deliver(event.toString()).then().statusCode(200);

      eventuallyPaid(order);
    }
  }

  @Test
  void theInboxKeepsNoClientSecret() {
    var event = succeededEvent();
    StripeEvents.object(event)
        .putObject("next_action")
        .put(
            "url",
            "https://hooks.stripe.com/3d_secure_2?payment_intent_client_secret=pi_1_secret_abc&x=1");
    assertThat(event.toString()).contains("_secret_abc");

    deliver(event.toString());

    var body =
        tables().text("select body from stripe_event where id = ?", event.get("id").textValue());
    assertThat(body)
        .contains("\"client_secret\":null")
        .contains("_secret_&x=1")
        .doesNotContainPattern("_secret_[A-Za-z0-9]");
  }

  @Test
  void theInboxIsForAdmins() {
    var event = succeededEvent();
    deliver(event.toString());

    asService().get("/v1/events").then().statusCode(403);
    asUser().get("/v1/events").then().statusCode(403);
    given().get("/v1/events").then().statusCode(401);
    asAdmin()
        .queryParam("objectId", event.at("/data/object/id").textValue())
        .queryParam("type", "payment_intent.succeeded")
        .get("/v1/events")
        .then()
        .body("data", hasSize(1))
        .body("data[0].id", equalTo(event.get("id").textValue()))
        .body("data[0].receivedAt", notNullValue());
  }

  @Test
  void anEventIsReplayedSafely() {
    var event = succeededEvent();
    var id = event.get("id").textValue();
    deliver(event.toString());
    eventually(x -> assertThat(status(id)).isEqualTo("done"));
    workedOff();
    long version =
        tables()
            .number(
                "select version from payment where payment_intent_id = ?",
                event.at("/data/object/id").textValue());

    asAdmin()
        .post("/v1/events/" + id + "/replay")
        .then()
        .statusCode(200)
        .body("status", equalTo("waiting"));

    eventually(x -> assertThat(status(id)).isEqualTo("done"));
    assertThat(
            tables()
                .number(
                    "select version from payment where payment_intent_id = ?",
                    event.at("/data/object/id").textValue()))
        .isEqualTo(version);
    asAdmin().post("/v1/events/evt_nobody/replay").then().statusCode(404);
  }
}
