package io.paydesk.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DisputesTest extends PaydeskTest {

  private static final String RETRIEVE = "GET /v1/disputes/";

  @Inject MeterRegistry meters;

  private long order;
  private long payment;
  private String intent;

  /** A dispute takes a fee too, which the shared balance would lack in another test. */
  @AfterEach
  void settleTheBalance() {
    sandbox.payOut("usd");
  }

  private void paid(String card) {
    order = order("100.00", "usd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, card);
    eventuallyPaid(order);
  }

  private void paid() {
    paid("4242424242424242");
  }

  private void eventuallyShown(String... statuses) {
    eventually(
        x ->
            assertThat(payment(payment).getList("disputes.status", String.class))
                .containsExactly(statuses));
  }

  /** It is counted after the commit that shows it. */
  private void eventuallyCounted(String status, double count) {
    eventually(
        x ->
            assertThat(meters.counter("paydesk.disputes", "status", status).count())
                .isEqualTo(count));
  }

  private Answer refundAll() {
    return asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body("{\"paymentId\": %d}".formatted(payment))
        .post("/v1/refunds");
  }

  private JsonNode latest(String disputeId) {
    return sandbox.events().stream()
        .map(event -> event.at("/data/object"))
        .filter(object -> object.path("id").asText().equals(disputeId))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  @Test
  void aDisputeShowsOnItsPaymentAndInItsOwnList() {
    paid("4000000000000259");
    eventuallyShown("needs_response");

    asUser()
        .get("/v1/payments/" + payment)
        .then()
        .body("disputes[0].disputeId", notNullValue())
        .body("disputes[0].amount", equalTo(10_000))
        .body("disputes[0].currency", equalTo("usd"))
        .body("disputes[0].reason", equalTo("fraudulent"))
        .body("disputes[0].refundable", equalTo(false))
        .body("disputes[0].dueBy", notNullValue());
    var listed =
        asUser()
            .get("/v1/disputes?paymentId=" + payment)
            .then()
            .statusCode(200)
            .body("data", hasSize(1))
            .body("data[0].status", equalTo("needs_response"))
            .body("data[0].price", equalTo("100.00"))
            .body("data[0].orderId", equalTo((int) order))
            .extract()
            .jsonPath();
    long id = listed.getLong("data[0].id");
    asUser().get("/v1/disputes/" + id).then().statusCode(200).body("userId", equalTo(user));
    as("stranger").get("/v1/disputes/" + id).then().statusCode(404);
    as("stranger").get("/v1/disputes").then().body("data", hasSize(0));
    asService().get("/v1/disputes?orderId=" + order).then().body("data", hasSize(1));
    asUser().get("/v1/disputes?status=won").then().body("data", hasSize(0));
    asUser().get("/v1/disputes?status=needs_response").then().body("data", hasSize(1));
    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void aChargebackBlocksRefundsAlsoWhenItIsLost() {
    paid();
    var dispute = sandbox.dispute(intent, "fraudulent", false);
    eventuallyShown("needs_response");

    refundAll()
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:payment-disputed"))
        .body("disputeId", equalTo(dispute))
        .body("disputeStatus", equalTo("needs_response"))
        .body("disputedAmount", equalTo(10_000));
    sandbox.disputeIs(dispute, "lost");
    eventuallyShown("lost");
    refundAll().then().statusCode(409).body("disputeStatus", equalTo("lost"));
    assertThat(tables().number("select count(*) from refund where payment_id = ?", payment))
        .isZero();
  }

  @Test
  void anInquiryMayBeRefundedWithAWarning() {
    paid();
    var dispute = sandbox.dispute(intent, "product_not_received", true);
    eventuallyShown("warning_needs_response");

    var refund =
        refundAll()
            .then()
            .statusCode(201)
            .body("warning", containsString(dispute))
            .extract()
            .jsonPath();

    assertThat(orderStatus(order)).isEqualTo("refunded");
    eventuallyShown("warning_closed");
    asService()
        .get("/v1/refunds/" + refund.getLong("id"))
        .then()
        .body("warning", containsString("inquiry"));
  }

  @Test
  void anInquiryThatEscalatesBlocksRefunds() {
    paid();
    var dispute = sandbox.dispute(intent, "fraudulent", true);
    eventuallyShown("warning_needs_response");

    sandbox.disputeIs(dispute, "needs_response");
    eventuallyShown("needs_response");

    refundAll().then().statusCode(409);
  }

  @Test
  void aRefundOfADisputeUnknownToUsIsRefusedByStripe() {
    paid();
    loseEvents();
    sandbox.dispute(intent, "fraudulent", false);

    refundAll()
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:refused-by-stripe"))
        .body("stripeCode", equalTo("charge_disputed"))
        .body("detail", containsString("/v1/disputes?paymentId=" + payment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated"
      })
  void theStatusAtStripeDecidesAndNotTheEventsNameNorItsBody(String type) {
    paid();
    loseEvents();
    var dispute = sandbox.dispute(intent, "fraudulent", false);
    var old = latest(dispute);
    sandbox.disputeIs(dispute, "won");

    deliverAndWait(StripeEvents.event(type, old));

    assertThat(payment(payment).getList("disputes.status", String.class)).containsExactly("won");
  }

  @Test
  void whileStripeDoesNotAnswerTheEventWaits() {
    paid();
    loseEvents();
    var dispute = sandbox.dispute(intent, "fraudulent", false);
    sandbox.faults().failNext(RETRIEVE + dispute, 500, 2);
    var event = StripeEvents.event("charge.dispute.created", latest(dispute));

    deliver(event.toString()).then().statusCode(200);

    eventuallyShown("needs_response");
    assertThat(
            tables()
                .number(
                    "select attempts from stripe_event where id = ?", event.get("id").textValue()))
        .isGreaterThan(1);
  }

  @Test
  void severalDisputesOfOnePaymentAreShownOldestFirst() {
    paid();
    var first = sandbox.dispute(intent, "duplicate", true);
    eventuallyShown("warning_needs_response");
    sandbox.disputeIs(first, "warning_closed");
    eventuallyShown("warning_closed");
    sandbox.advanceClock(Duration.ofSeconds(5));
    var second = sandbox.dispute(intent, "fraudulent", false);
    eventuallyShown("warning_closed", "needs_response");

    assertThat(payment(payment).getList("disputes.disputeId", String.class))
        .isEqualTo(List.of(first, second));
    refundAll().then().statusCode(409).body("disputeId", equalTo(second));
  }

  @Test
  void manyDeliveriesMakeOneDisputeAndEachMoveCountsOnce() {
    paid();
    var before = meters.counter("paydesk.disputes", "status", "under_review").count();
    sandbox.faults().duplicateEvents(3);
    var dispute = sandbox.dispute(intent, "fraudulent", false);
    eventuallyShown("needs_response");
    sandbox.disputeIs(dispute, "under_review");
    eventuallyShown("under_review");
    var version = payment(payment).getInt("version");
    deliverAndWait(StripeEvents.event("charge.dispute.updated", latest(dispute)));

    assertThat(tables().number("select count(*) from dispute where payment_id = ?", payment))
        .isEqualTo(1);
    eventuallyCounted("under_review", before + 1);
    assertThat(payment(payment).getInt("version")).isEqualTo(version);
  }

  @Test
  void aDisputeWaitsForItsPayment() {
    paid();
    loseEvents();
    var dispute = sandbox.dispute(intent, "fraudulent", false);
    tables()
        .change(
            "update payment set payment_intent_id = 'pi_of_nobody', charge_id = null where id = ?",
            payment);
    var event = StripeEvents.event("charge.dispute.created", latest(dispute));
    deliverAndWait(event);
    assertThat(verdict(event)).isEqualTo("ignored unknown-payment");

    tables().change("update payment set payment_intent_id = ? where id = ?", intent, payment);

    eventuallyShown("needs_response");
  }

  @Test
  void anEventOfTheOtherModeIsIgnored() {
    paid();
    loseEvents();
    var event =
        StripeEvents.event(
            "charge.dispute.created", latest(sandbox.dispute(intent, "fraudulent", false)));
    event.put("livemode", true);

    deliverAndWait(event);

    assertThat(verdict(event)).isEqualTo("ignored wrong-mode");
    assertThat(payment(payment).getList("disputes")).isEmpty();
  }

  @Test
  void anUnknownStatusIsStoredAsItIs() {
    paid();
    var dispute = sandbox.dispute(intent, "fraudulent", false);
    eventuallyShown("needs_response");
    var before = meters.counter("paydesk.disputes", "status", "unfamiliar").count();

    sandbox.risk().disputeIsOfAnotherDay(dispute, "gone_fishing");

    eventuallyShown("gone_fishing");
    eventuallyCounted("unfamiliar", before + 1);
    asUser().get("/v1/disputes?status=gone_fishing").then().body("data", hasSize(1));
    refundAll().then().statusCode(409).body("disputeStatus", equalTo("gone_fishing"));
  }
}
