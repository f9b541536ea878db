package io.paydesk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call without an answer is neither done nor failed, and is resolved later. */
@QuarkusTest
class UnknownTest extends PaydeskTest {

  private static final String CREATE = "POST /v1/payment_intents";

  @Inject DueRound dueRound;

  @Inject StripePace pace;

  @BeforeEach
  void repeatAtOnce() {
    pace.pauseBeforeRepeats(false);
  }

  @AfterEach
  void pauseAgain() {
    pace.pauseBeforeRepeats(true);
  }

  private List<JsonNode> intentsOf(long order) {
    return sandbox.paymentIntents().stream()
        .filter(intent -> intent.path("metadata").path("paydesk_order").asText().equals("" + order))
        .toList();
  }

  private long unknownPayment(long order) {
    return start(order)
        .then()
        .statusCode(202)
        .body("status", equalTo("unknown"))
        .body("clientSecret", nullValue())
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private void customerIsThere() {
    started(order());
  }

  private record Lost(long order, long payment) {}

  /** A payment that Stripe was asked to begin, in vain: it answers again. */
  private Lost lost(Runnable fault) {
    customerIsThere();
    long order = order();
    fault.run();
    long payment = unknownPayment(order);
    sandbox.faults().clear();
    return new Lost(order, payment);
  }

  private void itIsMadeUnseen() {
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, 4);
  }

  private void nothingIsMade() {
    sandbox.faults().failNext(CREATE, 429, 10);
  }

  private void keyIsOld(Lost lost) {
    tables()
        .change(
            "update payment set idempotency_key_since = now() - interval '24 hours' where id = ?",
            lost.payment);
  }

  private String key(Lost lost) {
    return tables().text("select idempotency_key from payment where id = ?", lost.payment);
  }

  private void isPendingWithOneIntent(Lost lost) {
    assertThat(paymentStatus(lost.payment)).isEqualTo("pending");
    assertThat(intentsOf(lost.order)).hasSize(1);
  }

  @Test
  void aTimeoutIsUnknownAndARoundOfChecksFindsTheIntent() {
    var lost = lost(this::itIsMadeUnseen);

    dueRound.runNow(lost.payment);

    isPendingWithOneIntent(lost);
    assertThat(payment(lost.payment).getString("paymentIntentId"))
        .isEqualTo(intentsOf(lost.order).get(0).path("id").textValue());
  }

  @Test
  void aConnectionThatWasCutIsUnknownToo() {
    long order =
        lost(() -> {
              loseEvents();
              sandbox.faults().resetAfterWorkNext(CREATE, 10);
            })
            .order;

    start(order).then().statusCode(200).body("status", equalTo("pending"));

    assertThat(intentsOf(order)).hasSize(1);
  }

  @Test
  void aRepeatedRequestReconcilesAnUnknownPaymentFirst() {
    var lost = lost(this::nothingIsMade);

    var again =
        start(lost.order)
            .then()
            .statusCode(200)
            .body("id", equalTo((int) lost.payment))
            .extract()
            .jsonPath();

    assertThat(again.getString("clientSecret")).isNotNull();
    assertThat(intentsOf(lost.order)).hasSize(1);
  }

  @Test
  void aStoredServerErrorIsResolvedByAListing() {
    customerIsThere();
    long order = order();
    loseEvents();
    sandbox.faults().failAfterWorkNext(CREATE, 500, 1);

    // stripe-java repeats the call with its key, Stripe replays its stored 500, and only a listing
    // shows the truth.
    var payment = start(order).then().statusCode(201).extract().jsonPath();

    assertThat(intentsOf(order)).hasSize(1);
    assertThat(payment.getString("paymentIntentId"))
        .isEqualTo(intentsOf(order).get(0).path("id").textValue());
  }

  @Test
  void aServerErrorBeforeAnythingWasMadeGetsANewKeyOnlyAfterACompleteListing() {
    customerIsThere();
    long order = order();
    sandbox.faults().failNext(CREATE, 500, 1);
    sandbox.clearRequests();

    var payment = start(order).then().statusCode(201).extract().jsonPath();

    assertThat(intentsOf(order)).hasSize(1);
    var keys =
        sandbox.requests().stream()
            .filter(r -> r.method().equals("POST") && r.path().equals("/v1/payment_intents"))
            .map(r -> r.idempotencyKey())
            .distinct()
            .toList();
    assertThat(keys).hasSize(2);
    assertThat(keys.get(1))
        .isEqualTo(
            tables()
                .text("select idempotency_key from payment where id = ?", payment.getLong("id")));
    assertThat(sandbox.requests().stream().map(r -> r.method() + " " + r.path()))
        .containsSubsequence(
            "POST /v1/payment_intents", "GET /v1/payment_intents", "POST /v1/payment_intents");
  }

  @Test
  void aCustomerThatIsMissingSaysNothingAboutAnIntentThatWasRecordedMeanwhile() {
    customerIsThere();
    long order = order();
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, 4);
    long payment = unknownPayment(order);
    sandbox.faults().answerAgain();
    tables()
        .change(
            """
            update payment set idempotency_key = gen_random_uuid(),
              stripe_request = replace(stripe_request, customer_id, 'cus_of_nowhere')
            where id = ?
            """,
            payment);
    var event = StripeEvents.event("payment_intent.created", intentsOf(order).get(0));
    sandbox
        .faults()
        .happensBefore(
            CREATE,
            () -> {
              deliver(event.toString()).then().statusCode(200);
              eventually(x -> assertThat(paymentStatus(payment)).isEqualTo("pending"));
            });

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("pending");
  }

  @Test
  void anOldKeyIsNotSentAgainWhereAnIntentWasMade() {
    var lost = lost(this::itIsMadeUnseen);
    keyIsOld(lost);
    sandbox.clearRequests();

    dueRound.runNow(lost.payment);

    isPendingWithOneIntent(lost);
    assertThat(sandbox.requests().stream().filter(r -> r.method().equals("POST"))).isEmpty();
  }

  @Test
  void anOldKeyIsReplacedWhereNothingWasMade() {
    var lost = lost(this::nothingIsMade);
    var oldKey = key(lost);
    keyIsOld(lost);

    dueRound.runNow(lost.payment);

    isPendingWithOneIntent(lost);
    assertThat(key(lost)).isNotEqualTo(oldKey);
  }

  @Test
  void aPaymentWhoseKeyIsOldAndWhoseCustomerIsGoneFailsAndTheNextBegins() {
    var lost = lost(this::nothingIsMade);
    tables()
        .change(
            """
            update payment set idempotency_key_since = now() - interval '24 hours',
              stripe_request = replace(stripe_request, customer_id, 'cus_of_nowhere')
            where id = ?
            """,
            lost.payment);

    dueRound.runNow(lost.payment);

    assertThat(paymentStatus(lost.payment)).isEqualTo("failed");
    assertThat(started(lost.order).getLong("id")).isNotEqualTo(lost.payment);
    assertThat(intentsOf(lost.order)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 400})
  void aListingThatFailedOrWasRefusedPermitsNoNewKeyAndProvesNothing(int status) {
    var lost = lost(this::nothingIsMade);
    sandbox.faults().failNext("GET /v1/payment_intents", status, 10);
    var oldKey = key(lost);
    keyIsOld(lost);

    dueRound.runNow(lost.payment);

    assertThat(paymentStatus(lost.payment)).isEqualTo("unknown");
    assertThat(key(lost)).isEqualTo(oldKey);
    assertThat(intentsOf(lost.order)).isEmpty();
  }

  @Test
  void withoutAKnownCustomerNoPaymentBegins() {
    long order = order();
    sandbox.faults().failNext("POST /v1/customers", 429, 10);

    start(order)
        .then()
        .statusCode(503)
        .body("type", equalTo("urn:paydesk:problem:stripe-unavailable"));
    asUser().get("/v1/payments").then().body("data.size()", equalTo(0));

    sandbox.faults().clear();
    start(order).then().statusCode(201);
  }

  @Test
  void aPaymentWhoseEventsAreAllLostIsFoundPaid() {
    long order = order();
    var payment = started(order);
    loseEvents();
    sandbox.confirm(payment.getString("paymentIntentId"), "4242424242424242");

    dueRound.runNow(payment.getLong("id"));

    assertThat(orderStatus(order)).isEqualTo("paid");
    // Its refunds and disputes are looked for later, slowly.
    assertThat(
            tables()
                .text(
                    "select next_check_at > now() + interval '20 hours' from payment where id = ?",
                    payment.getLong("id")))
        .isEqualTo("t");
  }
}
