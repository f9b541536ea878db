package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers about sessions that make subscriptions get lost. */
@QuarkusTest
class SubscriptionSessionsInDoubtTest extends LostSessionsTest {

  private static final Road ROAD =
      new Road(
          "recurring_payment",
          "recurringPaymentId",
          "subscription_id",
          "incomplete",
          "incomplete_expired");

  @Override
  protected Road road() {
    return ROAD;
  }

  @Override
  protected long ordered() {
    return monthly();
  }

  @Override
  protected Json shown(long row) {
    return recurring(row);
  }

  @Override
  protected void check(long row) {
    dueRound.recurringNow(row);
  }

  @Override
  protected Answer end(long order, Json session) {
    return asService().post("/v1/orders/" + order + "/cancel");
  }

  @Override
  protected void isToEnd(long row) {
    endIfIncomplete(row);
  }

  @Override
  protected void isPaid(long order, Json session) {
    isPaidOnce(order, rowOf(session), session);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSessionThatSellsAnotherPlanWithCopiedMarksIsNotTakenForTheLostOne(boolean samePrice) {
    var other = samePrice ? price : sandbox.billing().price("usd", 1500, "month");
    isNotTakenForTheLostOne(
        Map.of(
            "mode",
            "subscription",
            "line_items[0][price]",
            other,
            "line_items[0][quantity]",
            samePrice ? "2" : "1"));
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
