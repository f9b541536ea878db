package io.paydesk.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.dev.sandbox.Garble;
import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.StripePace;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of Stripe's get lost, cannot be read, or find a process that has died. */
@QuarkusTest
class CheckoutInDoubtTest extends CheckoutTest {

  private static final String CREATE = "POST /v1/checkout/sessions";

  /** Two attempts of each of two calls. */
  private static final int ALL_TRIES = 4;

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

  private long unknown(long order) {
    return unknown(hosted(order));
  }

  private long unknown(java.util.Map<String, Object> body) {
    return ask(body)
        .then()
        .statusCode(202)
        .body("status", equalTo("unknown"))
        .body("url", nullValue())
        .extract()
        .jsonPath()
        .getLong("paymentId");
  }

  /** Puts the row back to what was committed before Stripe was called. */
  private void forgetTheAnswer(long payment) {
    workedOff();
    tables()
        .change(
            """
            update payment set status = 'created', checkout_session_id = null, session_expires_at = null,
              payment_intent_id = null, stripe_status = null, observed_at = null
            where id = ?
            """,
            payment);
  }

  @Test
  void aTimeoutIsUnknownAndARoundOfChecksFindsTheSession() {
    customerIsThere();
    long order = order();
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, ALL_TRIES);
    long payment = unknown(order);
    sandbox.faults().clear();

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("pending");
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void aSessionWhoseAnswerCannotBeReadIsBegunOnce(Garble how) {
    customerIsThere();
    long order = order();
    sandbox.faults().dropEvents(true);
    sandbox.faults().garbleAfterWorkNext(CREATE, how, ALL_TRIES);
    long payment = unknown(order);
    sandbox.faults().clear();

    ask(hosted(order))
        .then()
        .statusCode(200)
        .body("paymentId", equalTo((int) payment))
        .body("status", equalTo("pending"));
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void anExpiryWhoseAnswerCannotBeReadIsFinishedByTheSameRequest(Garble how) {
    var session = begun(order());
    var path = "/v1/payments/" + session.getLong("paymentId") + "/cancel";
    sandbox.faults().dropEvents(true);
    sandbox
        .faults()
        .garbleAfterWorkNext(
            "POST /v1/checkout/sessions/" + session.getString("sessionId"), how, ALL_TRIES);

    asUser().post(path).then().statusCode(202).body("status", equalTo("pending"));
    sandbox.faults().clear();

    asUser().post(path).then().statusCode(200).body("status", equalTo("canceled"));
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void whileTheFirstSessionIsAliveAReturningPayerGetsNoSecond(Garble how) {
    long order = order();
    var first = begun(order);
    loseEvents();
    sandbox.faults().garbleNext("GET /v1/checkout/sessions/", how, ALL_TRIES);

    ask(hosted(order)).then().statusCode(503).body("paymentId", equalTo(first.getInt("paymentId")));
    sandbox.faults().clear();

    ask(hosted(order))
        .then()
        .statusCode(200)
        .body("sessionId", equalTo(first.getString("sessionId")));
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void aStoredServerErrorIsResolvedByAListing() {
    customerIsThere();
    long order = order();
    loseEvents();
    sandbox.faults().failAfterWorkNext(CREATE, 500, 1);

    ask(hosted(order)).then().statusCode(201);

    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void aServerErrorBeforeAnythingWasMadeGetsANewKeyOnlyAfterACompleteListing() {
    customerIsThere();
    long order = order();
    sandbox.faults().failNext(CREATE, 500, 1);
    sandbox.clearRequests();

    ask(hosted(order)).then().statusCode(201);

    assertThat(sessionsOf(order)).hasSize(1);
    assertThat(sandbox.requests().stream().map(made -> made.method() + " " + made.path()))
        .containsSubsequence(CREATE, "GET /v1/checkout/sessions", CREATE);
  }

  @Test
  void anOldKeyIsNotSentAgainWhereASessionWasMade() {
    customerIsThere();
    long order = order();
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, ALL_TRIES);
    long payment = unknown(order);
    sandbox.faults().clear();
    tables()
        .change(
            "update payment set idempotency_key_since = now() - interval '24 hours' where id = ?",
            payment);
    sandbox.clearRequests();

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("pending");
    assertThat(sessionsOf(order)).hasSize(1);
    assertThat(sandbox.requests().stream().filter(r -> r.method().equals("POST"))).isEmpty();
  }

  @Test
  void afterACrashBeforeTheCommitARoundOfChecksFindsTheSession() {
    var session = begun(order());
    forgetTheAnswer(session.getLong("paymentId"));

    dueRound.runNow(session.getLong("paymentId"));

    assertThat(payment(session.getLong("paymentId")).getString("checkoutSessionId"))
        .isEqualTo(session.getString("sessionId"));
  }

  @Test
  void aPaidSessionOfAnotherAmountWithCopiedMarksIsNotTakenForTheLostOne() {
    long order = order();
    var session = begun(order);
    long payment = session.getLong("paymentId");
    loseEvents();
    paidWithMarksOf(session);
    forgetTheAnswer(payment);
    // The key is of no more use, so it is looked for.
    tables()
        .change(
            "update payment set idempotency_key_since = now() - interval '24 hours' where id = ?",
            payment);

    dueRound.runNow(payment);

    assertThat(payment(payment).getString("checkoutSessionId"))
        .isEqualTo(session.getString("sessionId"));
    assertThat(orderStatus(order)).isEqualTo("pending");
  }

  @Test
  void afterACrashBeforeTheCallTheSessionIsMadeLater() {
    long order = order();
    var session = begun(order);
    long payment = session.getLong("paymentId");
    forgetTheAnswer(payment);
    // Nothing was made at Stripe: another key and another mark simulate that.
    tables()
        .change(
            "update payment set idempotency_key = gen_random_uuid(), uuid = gen_random_uuid() where id = ?",
            payment);

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("pending");
  }

  @Test
  void aLostFirstCallWhoseEndIsTooNearByNowIsMadeWithALaterOne() {
    customerIsThere();
    long order = order();
    sandbox.faults().failNext(CREATE, 429, ALL_TRIES);
    long payment = unknown(with(hosted(order), "expiresIn", 3_600));
    sandbox.faults().clear();
    tables()
        .change(
            """
            update payment set stripe_request = jsonb_set(cast(stripe_request as jsonb), '{expiresAt}',
              to_jsonb(cast(extract(epoch from now()) as bigint) + 600))::text where id = ?
            """,
            payment);
    sandbox.clearRequests();

    dueRound.runNow(payment);

    assertThat(paymentStatus(payment)).isEqualTo("pending");
    assertThat(sessionsOf(order))
        .singleElement()
        .satisfies(
            made ->
                assertThat(made.path("expires_at").asLong())
                    .isGreaterThan(sandbox.now().plusSeconds(1_800).getEpochSecond()));
    assertThat(sandbox.requests().stream().map(made -> made.method() + " " + made.path()))
        .containsSubsequence(CREATE, "GET /v1/checkout/sessions", CREATE);
  }

  @Test
  void anExpiryThatStripeRefusedIsAskedForUnderAnotherKeyWhileTheSessionIsOpen() {
    var session = begun(order());
    var expire = "/v1/checkout/sessions/" + session.getString("sessionId") + "/expire";
    var path = "/v1/payments/" + session.getLong("paymentId") + "/cancel";
    sandbox.faults().failNext("POST " + expire, 400, 1);

    asUser().post(path).then().statusCode(202).body("status", equalTo("pending"));
    asUser().post(path).then().statusCode(200).body("status", equalTo("canceled"));

    assertThat(keysOf(expire)).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void aCancelThatStripeRefusedIsAskedForUnderAnotherKeyWhileTheIntentWaits() {
    var payment = started(order());
    var cancel = "/v1/payment_intents/" + payment.getString("paymentIntentId") + "/cancel";
    var path = "/v1/payments/" + payment.getLong("id") + "/cancel";
    sandbox.faults().failNext("POST " + cancel, 400, 1);

    asUser().post(path).then().statusCode(202).body("status", equalTo("pending"));
    asUser().post(path).then().statusCode(200).body("status", equalTo("canceled"));

    assertThat(keysOf(cancel)).hasSize(2).doesNotHaveDuplicates();
  }

  private java.util.List<String> keysOf(String path) {
    return sandbox.requests().stream()
        .filter(made -> made.path().equals(path))
        .map(made -> made.idempotencyKey())
        .toList();
  }

  @Test
  void aReplayedAnswerDoesNotShowAnOldSession() {
    long order = order();
    var session = begun(order);
    loseEvents();
    pay(session, GOOD_CARD);
    forgetTheAnswer(session.getLong("paymentId"));

    dueRound.runNow(session.getLong("paymentId"));

    assertThat(orderStatus(order)).isEqualTo("paid");
  }

  @Test
  void withoutAnyEventARoundOfChecksFindsThatASessionWasPaidOrExpired() {
    long paid = order();
    var first = begun(paid);
    var second = begun(order());
    loseEvents();
    pay(first, GOOD_CARD);
    sandbox.checkout().expire(second.getString("sessionId"));

    dueRound.runNow(first.getLong("paymentId"));
    dueRound.runNow(second.getLong("paymentId"));

    assertThat(orderStatus(paid)).isEqualTo("paid");
    assertThat(paymentStatus(second.getLong("paymentId"))).isEqualTo("canceled");
  }

  @Test
  void anExpiryThatWasAskedForIsCarriedOutAfterACrash() {
    long order = order();
    var session = begun(order);
    workedOff();
    tables()
        .change(
            "update payment set cancel_requested_at = now(), cancel_key = gen_random_uuid() where id = ?",
            session.getLong("paymentId"));

    dueRound.runNow(session.getLong("paymentId"));

    assertThat(paymentStatus(session.getLong("paymentId"))).isEqualTo("canceled");
    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
  }
}
