package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.hosted;
import static io.paydesk.checkout.CheckoutTest.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.dev.sandbox.Garble;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers about sessions of one-time payments get lost. */
@QuarkusTest
class CheckoutInDoubtTest extends LostSessionsTest {

  private static final Road ROAD =
      new Road("payment", "paymentId", "payment_intent_id", "pending", "canceled");

  @Override
  protected Road road() {
    return ROAD;
  }

  @Override
  protected long ordered() {
    return order();
  }

  @Override
  protected Json shown(long row) {
    return payment(row);
  }

  @Override
  protected void check(long row) {
    dueRound.runNow(row);
  }

  @Override
  protected Answer end(long order, Json session) {
    return asUser().post("/v1/payments/" + row(session) + "/cancel");
  }

  @Override
  protected void isToEnd(long row) {
    tables()
        .change(
            "update payment set cancel_requested_at = now(), cancel_key = gen_random_uuid() where id = ?",
            row);
  }

  @Override
  protected void isPaid(long order, Json session) {
    assertThat(orderStatus(order)).isEqualTo("paid");
    assertThat(paymentStatus(row(session))).isEqualTo("succeeded");
  }

  @Test
  void aPaidSessionOfAnotherAmountWithCopiedMarksIsNotTakenForTheLostOne() {
    isNotTakenForTheLostOne(CheckoutTest.SOMETHING_ELSE);
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

  private List<String> keysOf(String path) {
    return sandbox.requests().stream()
        .filter(made -> made.path().equals(path))
        .map(made -> made.idempotencyKey())
        .toList();
  }
}
