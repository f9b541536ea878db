package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.dev.sandbox.Garble;
import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.StripePace;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers about sessions get lost, cannot be read, or find a process that has died. */
@QuarkusTest
class SubscriptionSessionsInDoubtTest extends SubscriptionCheckoutTest {

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
    return ask(on("hosted", order))
        .then()
        .statusCode(202)
        .body("status", equalTo("unknown"))
        .body("url", nullValue())
        .extract()
        .jsonPath()
        .getLong("recurringPaymentId");
  }

  @Test
  void aTimeoutIsUnknownAndARoundOfChecksFindsTheSession() {
    customerIsThere();
    long order = monthly();
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, ALL_TRIES);
    long row = unknown(order);
    sandbox.faults().clear();

    dueRound.recurringNow(row);

    assertThat(status(row)).isEqualTo("incomplete");
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void aSessionWhoseAnswerCannotBeReadIsBegunOnce(Garble how) {
    customerIsThere();
    long order = monthly();
    sandbox.faults().dropEvents(true);
    sandbox.faults().garbleAfterWorkNext(CREATE, how, ALL_TRIES);
    long row = unknown(order);
    sandbox.faults().clear();

    ask(on("hosted", order))
        .then()
        .statusCode(200)
        .body("recurringPaymentId", equalTo((int) row))
        .body("status", equalTo("pending"));
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void anExpiryWhoseAnswerCannotBeReadIsFinishedByTheSameRequest(Garble how) {
    long order = monthly();
    var session = begun(order);
    sandbox.faults().dropEvents(true);
    sandbox
        .faults()
        .garbleAfterWorkNext(
            "POST /v1/checkout/sessions/" + session.getString("sessionId"), how, ALL_TRIES);

    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(202);
    sandbox.faults().clear();

    asService()
        .post("/v1/orders/" + order + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));
    assertThat(status(rowOf(session))).isEqualTo("incomplete_expired");
  }

  @Test
  void aStoredServerErrorOfTheExpiryGetsANewKey() {
    var session = begun(monthly());
    sandbox
        .faults()
        .failAfterWorkNext("POST /v1/checkout/sessions/" + session.getString("sessionId"), 500, 1);
    var path = "/v1/recurring-payments/" + rowOf(session) + "/cancel";

    asUser().body(Map.of("when", "now")).post(path);
    dueRound.recurringNow(rowOf(session));

    assertThat(status(rowOf(session))).isEqualTo("incomplete_expired");
  }

  @Test
  void aStoredServerErrorIsResolvedByAListing() {
    customerIsThere();
    long order = monthly();
    loseEvents();
    sandbox.faults().failAfterWorkNext(CREATE, 500, 1);

    ask(on("hosted", order)).then().statusCode(201);

    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void aServerErrorBeforeAnythingWasMadeGetsANewKeyOnlyAfterACompleteListing() {
    customerIsThere();
    long order = monthly();
    sandbox.faults().failNext(CREATE, 500, 1);
    sandbox.clearRequests();

    ask(on("hosted", order)).then().statusCode(201);

    assertThat(sessionsOf(order)).hasSize(1);
    assertThat(sandbox.requests().stream().map(made -> made.method() + " " + made.path()))
        .containsSubsequence(CREATE, "GET /v1/checkout/sessions", CREATE);
  }

  @Test
  void anOldKeyIsNotSentAgainWhereASessionWasMade() {
    customerIsThere();
    long order = monthly();
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, ALL_TRIES);
    long row = unknown(order);
    sandbox.faults().clear();
    tables()
        .change(
            "update recurring_payment set idempotency_key_since = now() - interval '24 hours' where id = ?",
            row);
    sandbox.clearRequests();

    dueRound.recurringNow(row);

    assertThat(status(row)).isEqualTo("incomplete");
    assertThat(sessionsOf(order)).hasSize(1);
    assertThat(sandbox.requests().stream().filter(r -> r.method().equals("POST"))).isEmpty();
  }

  @Test
  void afterACrashBeforeTheCommitARoundOfChecksFindsTheSession() {
    var session = begun(monthly());
    forgetTheAnswer(rowOf(session));

    dueRound.recurringNow(rowOf(session));

    assertThat(recurring(rowOf(session)).getString("checkoutSessionId"))
        .isEqualTo(session.getString("sessionId"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSessionThatSellsAnotherPlanWithCopiedMarksIsNotTakenForTheLostOne(boolean samePrice) {
    long order = monthly();
    var session = begun(order);
    var other = samePrice ? price : sandbox.billing().price("usd", 1500, "month");
    loseEvents();
    completedWithMarksOf(session, Map.of("price", other, "quantity", samePrice ? "2" : "1"));
    forgetTheAnswer(rowOf(session));
    // The key is of no more use, so it is looked for.
    tables()
        .change(
            "update recurring_payment set idempotency_key_since = now() - interval '24 hours' where id = ?",
            rowOf(session));

    dueRound.recurringNow(rowOf(session));

    assertThat(recurring(rowOf(session)).getString("checkoutSessionId"))
        .isEqualTo(session.getString("sessionId"));
    assertThat(recurring(rowOf(session)).getString("subscriptionId")).isNull();
  }

  @Test
  void afterACrashBeforeTheCallTheSessionIsMadeLater() {
    long order = monthly();
    var session = begun(order);
    forgetTheAnswer(rowOf(session));
    // Nothing was made at Stripe: another key and another mark simulate that.
    tables()
        .change(
            "update recurring_payment set idempotency_key = gen_random_uuid(), uuid = gen_random_uuid() where id = ?",
            rowOf(session));

    dueRound.recurringNow(rowOf(session));

    assertThat(status(rowOf(session))).isEqualTo("incomplete");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutAnyEventARoundOfChecksFindsThatASessionWasCompleted(boolean answerIsLost) {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);
    if (answerIsLost) {
      forgetTheAnswer(rowOf(session));
    }

    dueRound.recurringNow(rowOf(session));

    isPaidOnce(order, rowOf(session), session);
  }

  @Test
  void afterACrashBetweenTheSessionAndItsSubscriptionTheNextRoundGoesOn() {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);
    sandbox.faults().failNext("GET /v1/subscriptions/", 429, 50);
    dueRound.recurringNow(rowOf(session));
    assertThat(recurring(rowOf(session)).getString("subscriptionId")).isNotNull();
    assertThat(status(rowOf(session))).isEqualTo("incomplete");
    sandbox.faults().clear();

    dueRound.recurringNow(rowOf(session));

    isPaidOnce(order, rowOf(session), session);
  }

  @Test
  void withoutAnyEventARoundOfChecksFindsThatASessionExpired() {
    var session = begun(monthly());
    loseEvents();
    sandbox.checkout().expire(session.getString("sessionId"));

    dueRound.recurringNow(rowOf(session));

    assertThat(status(rowOf(session))).isEqualTo("incomplete_expired");
  }

  @Test
  void theSessionIsCheckedSoonAfterItsEnd() {
    var session = begun(monthly());

    assertThat(
            tables()
                .number(
                    """
                    select count(*) from recurring_payment
                    where id = ? and next_check_at <= session_expires_at + interval '2 minutes'
                    """,
                    rowOf(session)))
        .isEqualTo(1);
  }

  @Test
  void anExpiryThatWasAskedForIsCarriedOutAfterACrash() {
    var session = begun(monthly());
    workedOff();
    endIfIncomplete(rowOf(session));

    dueRound.recurringNow(rowOf(session));

    assertThat(status(rowOf(session))).isEqualTo("incomplete_expired");
    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
  }

  @Test
  void anOrderWhoseTrialBeganJustBeforeItsCancelIsNoLongerToBeCanceled() {
    long order = monthly(Map.of("trialDays", 7));
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);
    tables().change("update orders set cancel_requested_at = now() where id = ?", order);
    endIfIncomplete(rowOf(session));

    dueRound.recurringNow(rowOf(session));

    assertThat(status(rowOf(session))).isEqualTo("trialing");
    assertThat(
            tables()
                .number(
                    "select count(*) from orders where id = ? and cancel_requested_at is null",
                    order))
        .isEqualTo(1);
    isRefused(asService().post("/v1/orders/" + order + "/cancel"), 409, "subscription-running");
  }

  /** The end that was asked for does not reach Stripe. */
  private Json toBeCanceled(long order) {
    var session = begun(order);
    sandbox
        .faults()
        .failNext("POST /v1/checkout/sessions/" + session.getString("sessionId"), 429, 50);
    asUser()
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + rowOf(session) + "/cancel")
        .then()
        .statusCode(202);
    return session;
  }

  @Test
  void aCancelOfASessionDoesNotEndWhatItsPayerPaidMeanwhile() {
    long order = monthly();
    var session = toBeCanceled(order);
    loseEvents();
    complete(session, GOOD_CARD);
    sandbox.faults().clear();

    dueRound.recurringNow(rowOf(session));

    isPaidOnce(order, rowOf(session), session);
  }

  @Test
  void aRepeatedCancelSaysThatItsPayerWasFaster() {
    long order = monthly();
    var session = begun(order);
    sandbox
        .faults()
        .failNext("POST /v1/checkout/sessions/" + session.getString("sessionId"), 429, 50);
    var key = UUID.randomUUID().toString();
    canceledBy(key, session).then().statusCode(202);
    loseEvents();
    complete(session, GOOD_CARD);
    sandbox.faults().clear();
    dueRound.recurringNow(rowOf(session));

    isRefused(canceledBy(key, session), 409, "subscription-exists");
  }

  private Answer canceledBy(String key, Json session) {
    return asUser()
        .header("Idempotency-Key", key)
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + rowOf(session) + "/cancel");
  }

  @Test
  void nobodyIsSentToASessionThatIsToEnd() {
    long order = monthly();
    var session = toBeCanceled(order);

    isRefused(ask(on("hosted", order)), 503, "stripe-unavailable");
    sandbox.faults().clear();
    var second = json(ask(on("hosted", order)), 201);

    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
    assertThat(second.getString("sessionId")).isNotEqualTo(session.getString("sessionId"));
    assertThat(live(order)).isEqualTo(1);
  }

  @Test
  void aLostSessionThatComesBackBesideAnotherOneEnds() {
    var lost = begun(monthly());
    workedOff();
    tables()
        .change(
            """
            update recurring_payment set status = 'canceled', stripe_status = 'open', price_id = 'price_lost'
            where id = ?
            """,
            rowOf(lost));
    var other = begun(monthly());
    tables().change("update recurring_payment set price_id = ? where id = ?", price, rowOf(lost));

    // What is over has no check: a look at it finds it alive.
    asUser().post("/v1/recurring-payments/" + rowOf(lost) + "/refresh");
    asUser().post("/v1/recurring-payments/" + rowOf(lost) + "/refresh");

    assertThat(atStripe(lost).path("status").asText()).isEqualTo("expired");
    assertThat(status(rowOf(lost))).isEqualTo("incomplete_expired");
    assertThat(status(rowOf(other))).isEqualTo("incomplete");
    assertThat(atStripe(other).path("status").asText()).isEqualTo("open");
  }

  private void endIfIncomplete(long row) {
    tables()
        .change(
            """
            update recurring_payment set change = 'end_if_incomplete', change_key = gen_random_uuid(),
              change_key_since = now()
            where id = ?
            """,
            row);
  }

  @Test
  void anExpiryThatComesTooLateEndsNothingThatWasPaid() {
    long order = monthly();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);
    endIfIncomplete(rowOf(session));

    dueRound.recurringNow(rowOf(session));

    isPaidOnce(order, rowOf(session), session);
    assertThat(recurring(rowOf(session)).getString("change")).isNull();
  }
}
