package io.paydesk.checkout;

import static io.paydesk.checkout.CheckoutTest.on;
import static io.paydesk.checkout.CheckoutTest.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subscription begins once its payer has completed a checkout session. */
@QuarkusTest
class SubscriptionSessionsTest extends SubscriptionCheckoutTest {

  @Inject MeterRegistry meters;

  @Inject DueRound dueRound;

  @ParameterizedTest
  @ValueSource(strings = {"hosted", "embedded", "elements"})
  void theSessionSellsTheOrdersPriceOnEachSurface(String surface) {
    long order = monthly(Map.of("quantity", 2, "price", "30.00", "description", "Two seats"));

    var session = json(ask(on(surface, order)), 201);

    boolean hosted = surface.equals("hosted");
    assertThat(session.getString("url") == null).isEqualTo(!hosted);
    assertThat(session.getString("clientSecret") == null).isEqualTo(hosted);
    assertThat(session.getString("status")).isEqualTo("pending");
    assertThat(session.getLong("amount")).isEqualTo(3000);
    assertThat(session.getString("paymentId")).isNull();
    var made = atStripe(session);
    assertThat(made.path("mode").asText()).isEqualTo("subscription");
    assertThat(made.path("amount_total").asLong()).isEqualTo(3000);
    assertThat(sandbox.requests())
        .filteredOn(call -> call.method().equals("POST") && call.path().endsWith("/sessions"))
        .last()
        .satisfies(call -> assertThat(call.params()).containsEntry("currency", "usd"));
    assertThat(made.at("/line_items/data/0/price/id").asText()).isEqualTo(price);
    var row = recurring(rowOf(session));
    assertThat(row.getString("status")).isEqualTo("incomplete");
    assertThat(row.getString("subscriptionId")).isNull();
    assertThat(row.getString("surface")).isEqualTo(surface);
    assertThat(row.getString("checkoutSessionId")).isEqualTo(session.getString("sessionId"));
    assertThat(subscriptionsOf(order)).isEmpty();

    complete(session, GOOD_CARD);

    isPaidOnce(order, rowOf(session), session);
    assertThat(recurring(rowOf(session)).getInt("quantity")).isEqualTo(2);
    assertThat(subscriptionsOf(order))
        .singleElement()
        .satisfies(
            subscription -> {
              assertThat(subscription.path("description").asText()).isEqualTo("Two seats");
              assertThat(subscription.at("/metadata/paydesk_uuid").asText()).isNotEmpty();
            });
  }

  @Test
  void nobodyHasAccessBeforeThePayerHasCompletedTheSession() {
    long order = monthly();
    var session = begun(order);

    assertThat(entitlements()).isEmpty();
    complete(session, DECLINED_CARD);
    workedOff();
    assertThat(entitlements()).isEmpty();
    assertThat(status(rowOf(session))).isEqualTo("incomplete");

    complete(session, GOOD_CARD);

    eventually(x -> assertThat(entitlements()).isNotEmpty());
  }

  private java.util.List<Object> entitlements() {
    return json(asUser().get("/v1/users/" + user + "/entitlements"), 200).getList("entitlements");
  }

  private static final String CHANGES = "POST /v1/subscriptions/";

  private String methodsKey(Json session) {
    return tables().text("select methods_key from recurring_payment where id = ?", rowOf(session));
  }

  @Test
  void theKeyThatKeepsThePayersCardIsCommittedBeforeStripeIsAsked() {
    var session = begun(monthly());
    sandbox.clearRequests();
    var committed = new AtomicReference<String>();
    sandbox.faults().happensBefore(CHANGES, () -> committed.set(methodsKey(session)));

    complete(session, GOOD_CARD);

    eventuallyIs(rowOf(session), "active");
    workedOff();
    assertThat(committed.get()).isNotNull();
    assertThat(
            sandbox.requests().stream()
                .filter(r -> (r.method() + " " + r.path()).startsWith(CHANGES))
                .map(r -> r.idempotencyKey()))
        .contains(committed.get());
    assertThat(methodsKey(session)).isNull();
  }

  @Test
  void aRefusalToKeepThePayersCardIsCountedAndTriedAgainUnderAnotherKey() {
    var session = begun(monthly());
    double before = refusals();
    sandbox.faults().failNext(CHANGES, 400, 100);
    sandbox.clearRequests();
    complete(session, GOOD_CARD);
    eventuallyIs(rowOf(session), "active");
    workedOff();
    assertThat(refusals()).isGreaterThan(before);
    assertThat(methodsKey(session)).isNull();
    assertThat(refusedAt(session)).isNotNull();
    var refused = changeKeys();
    assertThat(refused).isNotEmpty();
    sandbox.faults().clear();
    sandbox.clearRequests();

    refresh(session).then().statusCode(200);

    assertThat(changeKeys()).hasSize(1).doesNotContainAnyElementsOf(refused);
    assertThat(methodsKey(session)).isNull();
    assertThat(refusedAt(session)).isNull();
  }

  @Test
  void aRefusalIsForgottenOnceSomebodyElseLetsStripeKeepThePayersCard() {
    var session = begun(monthly());
    sandbox.faults().failNext(CHANGES, 400, 100);
    complete(session, GOOD_CARD);
    eventuallyIs(rowOf(session), "active");
    workedOff();
    assertThat(refusedAt(session)).isNotNull();
    sandbox.faults().clear();

    sandbox
        .billing()
        .changeAtDashboard(
            atStripe(session).path("subscription").asText(),
            java.util.Map.of("payment_settings[save_default_payment_method]", "on_subscription"));
    refresh(session).then().statusCode(200);

    assertThat(refusedAt(session)).isNull();
  }

  private String refusedAt(Json session) {
    return tables()
        .text("select methods_refused_at from recurring_payment where id = ?", rowOf(session));
  }

  private java.util.List<String> changeKeys() {
    return sandbox.requests().stream()
        .filter(r -> (r.method() + " " + r.path()).startsWith(CHANGES))
        .map(r -> r.idempotencyKey())
        .toList();
  }

  private double refusals() {
    return meters.counter("paydesk.recurring.methods.refused").count();
  }

  private Answer refresh(Json session) {
    return asUser().post("/v1/recurring-payments/" + rowOf(session) + "/refresh");
  }

  @Test
  void theLookThatKeepsThePayersCardShowsThemWhatIsToBePaid() {
    var session = begun(monthly());
    sandbox.faults().failNext(CHANGES, 429, 10_000);
    complete(session, GOOD_CARD);
    eventuallyIs(rowOf(session), "active");
    var id = atStripe(session).path("subscription").asText();
    sandbox.billing().replaceCard(id, "pm_card_chargeCustomerFail");
    toTheEndOfItsPeriod(id);
    sandbox.advanceClock(java.time.Duration.ofHours(2));
    eventuallyIs(rowOf(session), "past_due");
    workedOff();
    sandbox.faults().clear();

    asUser()
        .post("/v1/recurring-payments/" + rowOf(session) + "/pay")
        .then()
        .statusCode(200)
        .body("clientSecret", startsWith("pi_"));
  }

  @Test
  void aCardThatPaysAFailedRenewalPaysTheNextOnesToo() {
    long order = monthly();
    var session = begun(order);
    complete(session, GOOD_CARD);
    isPaidOnce(order, rowOf(session), session);
    var id = atStripe(session).path("subscription").asText();
    assertThat(
            sandbox
                .billing()
                .subscription(id)
                .at("/payment_settings/save_default_payment_method")
                .asText())
        .isEqualTo("on_subscription");
    sandbox.billing().replaceCard(id, "pm_card_chargeCustomerFail");
    toTheEndOfItsPeriod(id);
    sandbox.advanceClock(java.time.Duration.ofHours(2));
    eventuallyIs(rowOf(session), "past_due");

    var invoice = sandbox.billing().subscription(id).path("latest_invoice").asText();
    sandbox.billing().pay(invoice, GOOD_CARD);
    eventuallyIs(rowOf(session), "active");
    toTheEndOfItsPeriod(id);
    sandbox.advanceClock(java.time.Duration.ofHours(2));

    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from orders where renewal_of = ? and status = 'paid'",
                            order))
                .isEqualTo(2));
    assertThat(status(rowOf(session))).isEqualTo("active");
  }

  @Test
  void aTrialBeginsWithTheCompletedSessionAndItsOrderIsPaidWhenItEnds() {
    long order = monthly(Map.of("trialDays", 7));
    var session = begun(order);
    assertThat(atStripe(session).path("amount_total").asLong()).isZero();

    complete(session, GOOD_CARD);

    eventuallyIs(rowOf(session), "trialing");
    assertThat(orderStatus(order)).isEqualTo("pending");
    assertThat(recurring(rowOf(session)).getString("trialEnd")).isNotNull();
    sandbox.advanceClock(java.time.Duration.ofDays(8));
    eventuallyPaid(order);
    var second = monthly(Map.of("trialDays", 7));
    asUser()
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + rowOf(session) + "/cancel");
    eventuallyIs(rowOf(session), "canceled");
    isRefused(ask(on("hosted", second)), 409, "trial-used");
  }

  @ParameterizedTest
  @ValueSource(strings = {"price_id = 'price_of_a_year'", "quantity = 2"})
  void whatTheSessionSoldInsteadPutsTheOrderInReview(String ordered) {
    long order = monthly();
    var session = begun(order);
    // As if Stripe had offered the payer something else than what was ordered.
    tables().change("update orders set " + ordered + " where id = ?", order);

    complete(session, GOOD_CARD);

    eventually(x -> assertThat(orderStatus(order)).isEqualTo("review"));
    assertThat(tables().text("select review_reason from orders where id = ?", order))
        .isEqualTo("sold-otherwise");
  }

  @Test
  void theSessionIsReadByItsIdAndNobodyElseSeesIt() {
    long order = monthly();
    var session = begun(order);
    var path = "/v1/checkout-sessions/" + session.getString("sessionId");

    asUser()
        .get(path)
        .then()
        .statusCode(200)
        .body("recurringPaymentId", equalTo(session.getInt("recurringPaymentId")))
        .body("status", equalTo("pending"))
        .body("url", nullValue())
        .body("expiresAt", notNullValue());
    isRefused(as("somebody-else").get(path), 404, "not-found");
    asService().get(path).then().statusCode(200);

    complete(session, GOOD_CARD);
    eventuallyPaid(order);
    asUser().get(path).then().statusCode(200).body("status", equalTo("succeeded"));
  }

  @Test
  void serviceAndAdminMayAskAndOthersFindNoOrder() {
    var body = on("hosted", monthly());

    isRefused(as("somebody-else").body(body).post("/v1/checkout-sessions"), 404, "not-found");
    asService().body(body).post("/v1/checkout-sessions").then().statusCode(201);
    asAdmin().body(body).post("/v1/checkout-sessions").then().statusCode(200);
  }

  @Test
  void aSessionThatTimesOutEndsItsRowAndTheOrderCanBeginAgain() {
    long order = monthly();
    var session = begun(order);

    sandbox.checkout().expire(session.getString("sessionId"));

    eventuallyIs(rowOf(session), "incomplete_expired");
    assertThat(orderStatus(order)).isEqualTo("pending");
    var second = begun(order);
    complete(second, GOOD_CARD);
    isPaidOnce(order, rowOf(second), second);
    assertThat(
            tables()
                .text("select next_check_at from recurring_payment where id = ?", rowOf(session)))
        .isNull();
  }

  @Test
  void theOrdersCancelExpiresTheSession() {
    long order = monthly();
    var session = begun(order);

    asService()
        .post("/v1/orders/" + order + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));

    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
    assertThat(status(rowOf(session))).isEqualTo("incomplete_expired");
    isRefused(ask(on("hosted", order)), 409, "order-not-payable");
  }

  @Test
  void theOrdersEndExpiresTheSession() {
    long order = monthly();
    var session = begun(order);
    tables().change("update orders set expires_at = now() + interval '1 hour' where id = ?", order);
    tables().change("insert into order_expiry (id, next_check_at) values (?, now())", order);

    dueRound.orderNow(order);

    assertThat(orderStatus(order)).isEqualTo("canceled");
    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
  }

  @Test
  void thePayersOwnCancelExpiresTheSession() {
    long order = monthly();
    var session = begun(order);

    asUser()
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + rowOf(session) + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("incomplete_expired"));

    assertThat(atStripe(session).path("status").asText()).isEqualTo("expired");
  }

  @Test
  void anOrderWhosePayerWasFasterIsNotCanceled() {
    for (Map<String, Object> trial :
        java.util.List.of(Map.<String, Object>of(), Map.<String, Object>of("trialDays", 7))) {
      sell();
      long order = monthly(trial);
      var session = begun(order);
      loseEvents();
      complete(session, GOOD_CARD);

      Supplier<Answer> cancel = () -> asService().post("/v1/orders/" + order + "/cancel");

      isRefused(cancel.get(), 409, trial.isEmpty() ? "order-already-paid" : "subscription-running");
      assertThat(status(rowOf(session))).isEqualTo(trial.isEmpty() ? "active" : "trialing");
      sandbox.faults().dropEvents(false);
    }
  }

  @Test
  void aPayerWithASessionIsToldThatNoInvoiceIsOpen() {
    var session = begun(monthly());

    isRefused(
        asUser().post("/v1/recurring-payments/" + rowOf(session) + "/pay"), 409, "nothing-to-pay");
  }

  @Test
  void aPriceThatIsNotTheOrdersIsRefusedBeforeStripeIsAskedForASession() {
    long order = monthly(Map.of("price", "14.00"));

    isRefused(ask(on("hosted", order)), 422, "price-mismatch");
    assertThat(sessionsOf(order)).isEmpty();
  }

  @Test
  void theSameKeyAnswersForTheSameSession() {
    long order = monthly();
    var body = with(on("hosted", order), "locale", "de");
    Supplier<Answer> send =
        () ->
            asUser()
                .header("Idempotency-Key", "session-of-" + order)
                .body(body)
                .post("/v1/checkout-sessions");
    var first = json(send.get(), 201);

    send.get()
        .then()
        .statusCode(201)
        .body("recurringPaymentId", equalTo(first.getInt("recurringPaymentId")))
        .body("url", startsWith("http"));
    assertThat(sessionsOf(order)).hasSize(1);
  }

  @Test
  void whereABankDecidesTheOrderIsPaidWhenTheMoneyComes() {
    long order = monthly();
    var session = begun(order);
    sandbox.faults().banksWait(true);
    complete(session, BANK_THAT_PAYS);
    workedOff();
    assertThat(recurring(rowOf(session)).getString("subscriptionId")).isNotNull();
    assertThat(orderStatus(order)).isEqualTo("pending");

    sandbox.faults().banksWait(false);
    sandbox.advanceClock(java.time.Duration.ofDays(5));

    isPaidOnce(order, rowOf(session), session);
  }
}
