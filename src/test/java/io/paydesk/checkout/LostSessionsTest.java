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
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers about sessions get lost, cannot be read, or find a process that has died: what holds of
 * every session, whatever it is to make.
 */
abstract class LostSessionsTest extends SubscriptionCheckoutTest {

  protected static final String CREATE = "POST /v1/checkout/sessions";

  /** Two attempts of each of two calls. */
  protected static final int ALL_TRIES = 4;

  @Inject DueRound dueRound;
  @Inject StripePace pace;

  /**
   * Where the rows of these sessions are.
   *
   * @param id of a row, in the answers about its session
   * @param made the column with the id of what the session has made
   * @param open the status of a row whose session is open
   * @param over the status of one whose session has expired
   */
  protected record Road(String table, String id, String made, String open, String over) {}

  protected abstract Road road();

  /** A new order, to be paid by such a session. */
  protected abstract long ordered();

  protected abstract Json shown(long row);

  /** Asks Stripe about it, as a round of checks does. */
  protected abstract void check(long row);

  /** Asks for the end of an open session. */
  protected abstract Answer end(long order, Json session);

  /** That somebody has asked for its end is committed, and nothing else. */
  protected abstract void isToEnd(long row);

  protected abstract void isPaid(long order, Json session);

  @BeforeEach
  void repeatAtOnce() {
    pace.pauseBeforeRepeats(false);
  }

  @AfterEach
  void pauseAgain() {
    pace.pauseBeforeRepeats(true);
  }

  protected long row(Json answer) {
    return answer.getLong(road().id);
  }

  private String state(long row) {
    return shown(row).getString("status");
  }

  protected long unknown(Map<String, Object> body) {
    return ask(body)
        .then()
        .statusCode(202)
        .body("status", equalTo("unknown"))
        .body("url", nullValue())
        .extract()
        .jsonPath()
        .getLong(road().id);
  }

  /** Puts the row back to what was committed before Stripe was called. */
  @Override
  protected void forgetTheAnswer(long row) {
    workedOff();
    tables()
        .change(
            """
            update %s set status = 'created', checkout_session_id = null, session_expires_at = null,
              %s = null, stripe_status = null, observed_at = null
            where id = ?
            """
                .formatted(road().table, road().made),
            row);
  }

  protected void keyIsOld(long row) {
    tables()
        .change(
            "update %s set idempotency_key_since = now() - interval '24 hours' where id = ?"
                .formatted(road().table),
            row);
  }

  @Test
  void aTimeoutIsUnknownAndARoundOfChecksFindsTheSession() {
    customerIsThere();
    long order = ordered();
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, ALL_TRIES);
    long row = unknown(on("hosted", order));
    sandbox.faults().clear();

    check(row);

    assertThat(state(row)).isEqualTo(road().open);
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void aSessionWhoseAnswerCannotBeReadIsBegunOnce(Garble how) {
    customerIsThere();
    long order = ordered();
    sandbox.faults().dropEvents(true);
    sandbox.faults().garbleAfterWorkNext(CREATE, how, ALL_TRIES);
    long row = unknown(on("hosted", order));
    sandbox.faults().clear();

    ask(on("hosted", order))
        .then()
        .statusCode(200)
        .body(road().id, equalTo((int) row))
        .body("status", equalTo("pending"));
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Garble.class)
  void anExpiryWhoseAnswerCannotBeReadIsFinishedByTheSameRequest(Garble how) {
    long order = ordered();
    var session = begun(order);
    sandbox.faults().dropEvents(true);
    sandbox
        .faults()
        .garbleAfterWorkNext(
            "POST /v1/checkout/sessions/" + session.getString("sessionId"), how, ALL_TRIES);

    end(order, session).then().statusCode(202);
    assertThat(state(row(session))).isEqualTo(road().open);
    sandbox.faults().clear();

    end(order, session).then().statusCode(200).body("status", equalTo("canceled"));
    assertThat(state(row(session))).isEqualTo(road().over);
  }

  @Test
  void aStoredServerErrorIsResolvedByAListing() {
    customerIsThere();
    long order = ordered();
    loseEvents();
    sandbox.faults().failAfterWorkNext(CREATE, 500, 1);

    ask(on("hosted", order)).then().statusCode(201);

    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void aServerErrorBeforeAnythingWasMadeGetsANewKeyOnlyAfterACompleteListing() {
    customerIsThere();
    long order = ordered();
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
    long order = ordered();
    loseEvents();
    sandbox.faults().timeoutAfterWorkNext(CREATE, ALL_TRIES);
    long row = unknown(on("hosted", order));
    sandbox.faults().clear();
    keyIsOld(row);
    sandbox.clearRequests();

    check(row);

    assertThat(state(row)).isEqualTo(road().open);
    assertThat(sessionsOf(order)).hasSize(1);
    assertThat(sandbox.requests().stream().filter(r -> r.method().equals("POST"))).isEmpty();
  }

  @Test
  void afterACrashBeforeTheCommitARoundOfChecksFindsTheSession() {
    var session = begun(ordered());
    forgetTheAnswer(row(session));

    check(row(session));

    assertThat(shown(row(session)).getString("checkoutSessionId"))
        .isEqualTo(session.getString("sessionId"));
  }

  @Test
  void afterACrashBeforeTheCallTheSessionIsMadeLater() {
    var session = begun(ordered());
    forgetTheAnswer(row(session));
    // Nothing was made at Stripe: another key and another mark simulate that.
    tables()
        .change(
            "update %s set idempotency_key = gen_random_uuid(), uuid = gen_random_uuid() where id = ?"
                .formatted(road().table),
            row(session));

    check(row(session));

    assertThat(state(row(session))).isEqualTo(road().open);
  }

  /** Where the answer is lost, Stripe replays an old one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutAnyEventARoundOfChecksFindsThatASessionWasCompleted(boolean answerIsLost) {
    long order = ordered();
    var session = begun(order);
    loseEvents();
    complete(session, GOOD_CARD);
    if (answerIsLost) {
      forgetTheAnswer(row(session));
    }

    check(row(session));

    isPaid(order, session);
  }

  @Test
  void withoutAnyEventARoundOfChecksFindsThatASessionExpired() {
    var session = begun(ordered());
    loseEvents();
    sandbox.checkout().expire(session.getString("sessionId"));

    check(row(session));

    assertThat(state(row(session))).isEqualTo(road().over);
  }

  @Test
  void theSessionIsCheckedSoonAfterItsEnd() {
    var session = begun(ordered());

    assertThat(
            tables()
                .number(
                    """
                    select count(*) from %s
                    where id = ? and next_check_at <= session_expires_at + interval '2 minutes'
                    """
                        .formatted(road().table),
                    row(session)))
        .isEqualTo(1);
  }

  @Test
  void anExpiryThatWasAskedForIsCarriedOutAfterACrash() {
    var session = begun(ordered());
    workedOff();
    isToEnd(row(session));

    check(row(session));

    assertThat(state(row(session))).isEqualTo(road().over);
    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
  }

  /**
   * @param fields of a session of the shop's own, which bears the marks of the lost one
   */
  protected void isNotTakenForTheLostOne(Map<String, String> fields) {
    long order = ordered();
    var session = begun(order);
    loseEvents();
    completedWithMarksOf(session, fields);
    forgetTheAnswer(row(session));
    // The key is of no more use, so it is looked for.
    keyIsOld(row(session));

    check(row(session));

    assertThat(shown(row(session)).getString("checkoutSessionId"))
        .isEqualTo(session.getString("sessionId"));
    assertThat(state(row(session))).isEqualTo(road().open);
    assertThat(orderStatus(order)).isEqualTo("pending");
  }
}
