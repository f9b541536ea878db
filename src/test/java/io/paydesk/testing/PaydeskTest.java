package io.paydesk.testing;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.dev.database.EmbeddedDatabase;
import io.paydesk.dev.sandbox.Sandbox;
import io.paydesk.dev.token.DevKeys;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.common.QuarkusTestResource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.BeforeEach;

/**
 * What tests of the running service share: who asks, the usual first steps, and a look into the
 * tables.
 */
@QuarkusTestResource(Backends.class)
public abstract class PaydeskTest {

  private static final String UNDER_WAY =
      "select count(*) from stripe_event where status = 'waiting' and (attempts = 0 or claim is not null)";

  protected Sandbox sandbox;
  protected EmbeddedDatabase database;
  protected DevKeys keys;

  /** A user of this test only, so that tests do not see each other's rows. */
  protected final String user = "user-" + UUID.randomUUID();

  /**
   * Requests left over from an earlier test must not use up this one's faults, nor its dispute the
   * balance that a refund needs.
   */
  @BeforeEach
  void calm() {
    sandbox.faults().clear();
    sandbox.payOut("usd");
    sandbox.setClockRight();
    sandbox.deliverTo(URI.create(StartedService.url() + "/webhooks/stripe"));
    workedOff();
    tables()
        .change(
            "update stripe_event set next_attempt_at = now() + interval '1 day' where status = 'waiting'");
  }

  /**
   * Stripe sends no event from now on. Earlier ones are applied first, so that none replaces a lost
   * one.
   */
  protected void loseEvents() {
    sandbox.faults().dropEvents(true);
    workedOff();
  }

  /** Waits until each event that Stripe has sent was tried, and none is under way. */
  protected void workedOff() {
    eventually(
        x -> {
          assertThat(sandbox.isQuiet()).isTrue();
          assertThat(tables().number(UNDER_WAY)).isZero();
        });
  }

  protected Request as(String userId, String... roles) {
    return given().bearer(keys.token(userId, Set.of(roles))).contentType("application/json");
  }

  protected Request asUser() {
    return as(user);
  }

  protected Request asService() {
    return as("the-shop", "service");
  }

  protected Request asAdmin() {
    return as("ada", "admin");
  }

  /** The body of an answer that must have this status. */
  protected static Json json(Answer answer, int status) {
    return answer.then().statusCode(status).extract().jsonPath();
  }

  /** An order of this test's user. */
  protected long order(String price, String currency) {
    var body = Map.of("userId", user, "price", price, "currency", currency);
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  protected long order() {
    return order("99.99", "usd");
  }

  protected Answer start(long orderId) {
    return asUser().body(Map.of("orderId", orderId)).post("/v1/payments");
  }

  /** A new payment of an order, as its start was answered. */
  protected Json started(long orderId) {
    return json(start(orderId), 201);
  }

  protected Json payment(long id) {
    return json(asUser().get("/v1/payments/" + id), 200);
  }

  protected String paymentStatus(long id) {
    return payment(id).getString("status");
  }

  protected String orderStatus(long id) {
    return json(asUser().get("/v1/orders/" + id), 200).getString("status");
  }

  protected static void eventually(ThrowingConsumer<Void> check) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(PaydeskTest::betweenChecks)
        .untilAsserted(() -> check.acceptThrows(null));
  }

  /**
   * Most conditions hold at once or soon, and hundreds of tests wait several times. A check costs
   * as much as a request, so those that take longer are looked at less often.
   */
  private static Duration betweenChecks(int checks, Duration before) {
    return Duration.ofMillis(Math.min(150, 5L * checks));
  }

  protected void eventuallyPaid(long orderId) {
    eventually(x -> assertThat(orderStatus(orderId)).isEqualTo("paid"));
  }

  protected Tables tables() {
    return new Tables(database.jdbcUrl());
  }

  /** The metadata of a payment's intent at Stripe. */
  protected JsonNode intentOf(long paymentId) {
    return sandbox.paymentIntent(
        tables().text("select payment_intent_id from payment where id = ?", paymentId));
  }

  /** Delivers this body as Stripe would, signed now. */
  protected Answer deliver(String body) {
    return given()
        .header(
            "Stripe-Signature", sandbox.signature(body, Instant.now(), Backends.webhookSecret()))
        .contentType("application/json; charset=utf-8")
        .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .post("/webhooks/stripe");
  }

  /** The same, until the event was decided on. */
  protected void deliverAndWait(JsonNode event) {
    deliver(event.toString()).then().statusCode(200);
    eventually(x -> assertThat(verdict(event)).isNotEqualTo("waiting"));
  }

  /** What became of an event in the inbox, and why where it was ignored: "ignored test-mode". */
  protected String verdict(JsonNode event) {
    return tables()
        .text(
            "select status || coalesce(' ' || reason, '') from stripe_event where id = ?",
            event.get("id").textValue());
  }
}
