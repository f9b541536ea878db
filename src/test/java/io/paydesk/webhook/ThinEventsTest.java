package io.paydesk.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.paydesk.dev.sandbox.EventStyle;
import io.paydesk.dev.sandbox.ThinEvents;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that name their object and do not contain it. */
@QuarkusTest
class ThinEventsTest extends SubscriptionTest {

  @Inject LongPatience patience;

  @AfterEach
  void end() {
    patience.end();
    sandbox.faults().clear();
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private String row(String column, JsonNode event) {
    return tables()
        .text("select " + column + " from stripe_event where id = ?", event.get("id").textValue());
  }

  private JsonNode intent(long order) {
    return sandbox.paymentIntent(started(order).getString("paymentIntentId"));
  }

  private static ObjectNode thinly(JsonNode snapshot) {
    return ThinEvents.of(snapshot).get(0);
  }

  private long declines() {
    return tables().number("select count(*) from payment_decline where user_id = ?", user);
  }

  private List<JsonNode> failed(String intent) {
    return sandbox.events().stream()
        .filter(event -> event.path("type").asText().equals("payment_intent.payment_failed"))
        .filter(event -> event.at("/data/object/id").asText().equals(intent))
        .toList();
  }

  @Test
  void aThinEventIsKeptWithItsTimeItsTypeAndItsObject() {
    sandbox.faults().dropEvents(true);
    var intent = intent(order());
    var thin = thinly(StripeEvents.succeeded(intent)).put("created", "2026-11-23T09:30:37.125Z");

    deliverAndWait(thin);

    asAdmin()
        .queryParam("objectId", intent.path("id").asText())
        .queryParam("type", "v1.payment_intent.succeeded")
        .get("/v1/events")
        .then()
        .body("data[0].id", equalTo(thin.get("id").textValue()))
        .body("data[0].created", equalTo("2026-11-23T09:30:37.125Z"))
        .body("data[0].apiVersion", nullValue())
        .body("data[0].livemode", equalTo(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "", "1764000000", "2026-13-01T00:00:00Z"})
  void aMalformedTimeIsRefused(String time) {
    sandbox.faults().dropEvents(true);
    deliver(thinly(StripeEvents.succeeded(intent(order()))).put("created", time).toString())
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:not-an-event"));
  }

  @Test
  void optionalFieldsMayBeAbsentAndNewOnesAreIgnored() {
    sandbox.faults().dropEvents(true);
    long order = order();
    var intent = intent(order);
    sandbox.confirm(intent.path("id").asText(), GOOD_CARD);
    var thin = thinly(StripeEvents.succeeded(intent));
    thin.remove(List.of("snapshot_event", "reason", "context", "changes"));
    thin.put("of_the_future", "x").putObject("data");

    deliverAndWait(thin);

    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void theObjectCountsAsItIsNow() {
    sandbox.faults().dropEvents(true);
    long order = order();
    var intent = intent(order);
    var thin = thinly(StripeEvents.succeeded(intent));

    deliverAndWait(thin);

    assertThat(row("status", thin)).isEqualTo("done");
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void aPaymentSucceedsWithThinEventsOnly() {
    sandbox.faults().eventsAs(EventStyle.THIN);
    long order = order();
    var intent = intent(order).path("id").asText();

    sandbox.confirm(intent, "4000000000009995");
    eventually(x -> assertThat(declines()).isEqualTo(1));
    sandbox.confirm(intent, GOOD_CARD);

    eventuallyPaid(order);
    assertThat(
            tables()
                .text(
                    "select concat_ws(' ', code, decline_code) from payment_decline where user_id = ?",
                    user))
        .isEqualTo("card_declined insufficient_funds");
    assertThat(
            tables()
                .number(
                    "select count(*) from stripe_event where object_id = ? and type not like 'v1.%'",
                    intent))
        .isZero();
  }

  @Test
  void aSubscriptionIsReconciledWithThinEventsOnly() {
    sandbox.faults().eventsAs(EventStyle.THIN);
    long order = monthly();
    var started = active(order);
    long id = started.getLong("recurringPayment.id");
    var subscription = started.getString("recurringPayment.subscriptionId");
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");

    toTheEndOfItsPeriod(subscription);
    eventuallyIs(id, "past_due");
    eventually(x -> assertThat(declines()).isEqualTo(1));
    sandbox.billing().cancelAtDashboard(subscription);

    eventuallyIs(id, "canceled");
  }

  @Test
  void refundsAndDisputesComeAsThinEventsToo() {
    sandbox.faults().eventsAs(EventStyle.THIN);
    long order = order();
    var intent = intent(order).path("id").asText();
    sandbox.confirm(intent, GOOD_CARD);
    eventuallyPaid(order);

    sandbox.refundAtDashboard(intent, 500);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("partially_refunded"));
    sandbox.dispute(intent, "fraudulent", false);

    eventually(
        x ->
            assertThat(tables().number("select count(*) from dispute where user_id = ?", user))
                .isEqualTo(1));
  }

  /** The intent only shows its last attempt, and events come late. */
  @Test
  void eachOfManyAttemptsCountsEvenIfAllEventsComeAfterTheLast() {
    sandbox.faults().dropEvents(true);
    var intent = intent(order()).path("id").asText();
    for (var card : List.of("4000000000009995", "4000000000000002", "4000000000000069")) {
      sandbox.confirm(intent, card);
    }
    sandbox.confirm(intent, GOOD_CARD);

    failed(intent).forEach(event -> deliverAndWait(thinly(event)));

    assertThat(declines()).isEqualTo(3);
  }

  @Test
  void anAttemptThatIsReportedBothWaysCountsOnce() {
    sandbox.faults().dropEvents(true);
    var intent = intent(order()).path("id").asText();
    sandbox.confirm(intent, "4000002760003184");
    sandbox.authenticate(intent, false);
    var snapshot = failed(intent).get(0);
    assertThat(snapshot.at("/data/object/last_payment_error").has("charge")).isFalse();

    deliverAndWait(thinly(snapshot));
    deliverAndWait(snapshot);

    assertThat(declines()).isEqualTo(1);
    assertThat(row("status", snapshot)).isEqualTo("done");
  }

  @Test
  void anAttemptCountsOnceEvenIfItsTwoEventsAreUnrelated() {
    sandbox.faults().dropEvents(true);
    var intent = intent(order()).path("id").asText();
    sandbox.confirm(intent, "4000002760003184");
    sandbox.authenticate(intent, false);
    var snapshot = failed(intent).get(0);
    var thin = thinly(snapshot);
    thin.putNull("snapshot_event");

    deliverAndWait(snapshot);
    deliverAndWait(thin);

    assertThat(declines()).isEqualTo(1);
  }

  @Test
  void aThinEventWhoseSnapshotWasAppliedCostsNoCall() {
    sandbox.faults().dropEvents(true);
    long order = order();
    var snapshot = StripeEvents.succeeded(intent(order));
    deliverAndWait(snapshot);
    sandbox.clearRequests();

    var thin = thinly(snapshot);
    deliverAndWait(thin);

    assertThat(row("reason", thin)).isEqualTo("told-by-its-snapshot");
    assertThat(sandbox.requests()).isEmpty();
  }

  /** A preview of an invoice has no id. */
  @Test
  void withoutAnObjectTheSnapshotIsAskedFor() {
    sandbox.faults().dropEvents(true);
    long order = order();
    var intent = intent(order).path("id").asText();
    sandbox.confirm(intent, GOOD_CARD);
    var snapshot =
        sandbox.events().stream()
            .filter(event -> event.path("type").asText().equals("payment_intent.succeeded"))
            .filter(event -> event.at("/data/object/id").asText().equals(intent))
            .findFirst()
            .orElseThrow();
    var thin = thinly(snapshot);
    thin.putNull("related_object");

    deliverAndWait(thin);

    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aBatchAsksForEachObjectOnce() {
    sandbox.faults().dropEvents(true);
    var intent = intent(order());

    patience.begin();

    assertThat(triesOfABatch(intent)).isEqualTo("1 1");

    assertThat(sandbox.requests()).hasSize(1);
  }

  /** How often each of two events of one batch was tried. */
  private String triesOfABatch(JsonNode intent) {
    var first = thinly(StripeEvents.event("payment_intent.created", intent));
    var second = thinly(StripeEvents.succeeded(intent));
    for (var thin : List.of(first, second)) {
      tables()
          .change(
              """
              insert into stripe_event (id, type, livemode, object_id, created, body, status, next_attempt_at)
              values (?, ?, false, ?, now(), ?, 'waiting', now() + interval '1 day')
              """,
              thin.get("id").textValue(),
              thin.get("type").textValue(),
              intent.path("id").textValue(),
              thin.toString());
    }
    sandbox.clearRequests();

    tables()
        .change(
            "update stripe_event set next_attempt_at = now() where id in (?, ?)",
            first.get("id").textValue(),
            second.get("id").textValue());

    for (var thin : List.of(first, second)) {
      eventually(x -> assertThat(row("status", thin)).isEqualTo("done"));
    }
    return row("attempts", first) + " " + row("attempts", second);
  }

  @Test
  void whileStripeDoesNotAnswerAThinEventWaits() {
    sandbox.faults().dropEvents(true);
    long order = order();
    var intent = intent(order);
    sandbox.confirm(intent.path("id").asText(), GOOD_CARD);
    var thin = thinly(StripeEvents.succeeded(intent));
    sandbox.faults().failNext("GET /v1/payment_intents", 500, 1_000);
    deliver(thin.toString()).then().statusCode(200);
    eventually(x -> assertThat(row("last_error", thin)).contains("Stripe"));

    sandbox.faults().clear();
    sandbox.faults().dropEvents(true);
    tables()
        .change(
            "update stripe_event set next_attempt_at = now() where id = ?",
            thin.get("id").textValue());

    eventuallyPaid(order);
  }

  @Test
  void aThinEventOfAnotherModeOrAccountIsIgnoredWithoutACall() {
    sandbox.faults().dropEvents(true);
    var intent = intent(order());
    var live = thinly(StripeEvents.succeeded(intent)).put("livemode", true);
    var connected = thinly(StripeEvents.succeeded(intent)).put("context", "acct_of_another");
    sandbox.clearRequests();

    deliverAndWait(live);
    deliverAndWait(connected);

    assertThat(row("reason", live)).isEqualTo("wrong-mode");
    assertThat(row("reason", connected)).isEqualTo("another-account");
    assertThat(sandbox.requests()).isEmpty();
  }

  /** Nobody should follow an address from an event. */
  @Test
  void theObjectIsAskedForByItsIdAndNotByTheAddressInTheEvent() {
    sandbox.faults().dropEvents(true);
    var intent = intent(order());
    var thin = thinly(StripeEvents.succeeded(intent));
    ((ObjectNode) thin.path("related_object")).put("url", "/v1/balance");
    var odd = thinly(StripeEvents.succeeded(intent));
    odd.putNull("snapshot_event");
    ((ObjectNode) odd.path("related_object")).put("id", "../balance?x=");
    sandbox.clearRequests();
    patience.begin();

    deliverAndWait(thin);
    deliverAndWait(odd);

    assertThat(sandbox.requests())
        .extracting(request -> request.path())
        .containsExactly("/v1/payment_intents/" + intent.path("id").asText());
    assertThat(row("reason", odd)).isEqualTo("names-no-object");
  }
}
