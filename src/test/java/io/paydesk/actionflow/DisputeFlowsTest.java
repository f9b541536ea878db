package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.payment.PaymentView;
import io.paydesk.testing.SubscriptionTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What beans are told about disputes and fraud warnings. */
@QuarkusTest
class DisputeFlowsTest extends SubscriptionTest {

  private long order;
  private long payment;
  private String intent;

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  /** Ends this test's subscription, so that it does not renew when another test moves the clock. */
  @AfterEach
  void forget() {
    Ledger.forget();
    sandbox.payOut("usd");
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.at("/items/data/0/price/id").asText().equals(price))
        .forEach(one -> sandbox.billing().cancelAtDashboard(one.path("id").asText()));
  }

  private void paid() {
    paid(GOOD_CARD);
  }

  private void paid(String card) {
    order = order("100.00", "usd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, card);
    eventuallyPaid(order);
    eventually(x -> assertThat(payment(payment).getBoolean("callbackProcessed")).isTrue());
  }

  /** What the first bean was told about the payment, except for its success. */
  private List<Ledger.Entry> told() {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals("FirstLedger"))
        .filter(entry -> entry.row() instanceof PaymentView view && view.id() == payment)
        .filter(entry -> !entry.run().transition().equals("succeeded"))
        .toList();
  }

  private void eventuallyTold(String... whats) {
    eventually(
        x ->
            assertThat(told())
                .extracting(entry -> entry.method() + " " + entry.run().transition())
                .containsExactly(whats));
  }

  private static String disputed(String transition) {
    return "stripePaymentDisputed " + transition;
  }

  private static String warned(String transition) {
    return "stripePaymentFraudWarning " + transition;
  }

  @Test
  void eachChangeOfADisputeIsFollowedOnceAndThePaymentsFlowIsNotRunAgain() {
    paid();
    sandbox.faults().duplicateEvents(3);
    var dispute = sandbox.dispute(intent, "product_not_received", false);
    eventuallyTold(disputed("disputed"));
    sandbox.disputeIs(dispute, "under_review");
    eventuallyTold(disputed("disputed"), disputed("dispute_updated"));
    sandbox.disputeIs(dispute, "won");
    eventuallyTold(disputed("disputed"), disputed("dispute_updated"), disputed("dispute_won"));

    var entry = told().get(0);
    assertThat(entry.run().about()).isEqualTo(dispute);
    assertThat(told()).allSatisfy(each -> assertThat(each.run().about()).isEqualTo(dispute));
    assertThat(entry.run().reason()).isEqualTo("product_not_received");
    assertThat(entry.order().id()).isEqualTo(order);
    assertThat(
            Ledger.of(user).stream()
                .filter(each -> each.method().equals("stripePaymentCallback"))
                .filter(each -> each.bean().equals("FirstLedger")))
        .hasSize(1);
  }

  @Test
  void anInquiryAndItsOutcomeAreFollowed() {
    paid();
    var dispute = sandbox.dispute(intent, "fraudulent", true);
    eventuallyTold(disputed("inquiry_opened"));
    sandbox.disputeIs(dispute, "needs_response");
    eventuallyTold(disputed("inquiry_opened"), disputed("disputed"));
    sandbox.disputeIs(dispute, "lost");
    eventuallyTold(disputed("inquiry_opened"), disputed("disputed"), disputed("dispute_lost"));
    sandbox.disputeIs(dispute, "appeal_under_review");
    sandbox.disputeIs(dispute, "won");

    eventually(
        x ->
            assertThat(told())
                .last()
                .extracting(e -> e.run().transition())
                .isEqualTo("dispute_won"));
  }

  @Test
  void theCallbackStaysProcessedWhileADisputeIsFollowedEvenIfThatFails() {
    paid();
    Ledger.SCRIPTS.put(
        "FirstLedger " + user,
        run -> {
          throw new IllegalStateException("no time for disputes");
        });

    sandbox.dispute(intent, "fraudulent", false);

    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select max(attempts) >= 1 from actionflow_run where order_id = ?"
                                + " and transition = 'disputed' and target = 'flow:FirstLedger'"
                                + " and last_error is not null",
                            order))
                .isEqualTo("t"));
    assertThat(payment(payment).getBoolean("callbackProcessed")).isTrue();
  }

  @Test
  void aDisputeDoesNotMakeAnUnprocessedCallbackProcessed() {
    Ledger.SCRIPTS.put(
        "AfterLedger " + user,
        run -> {
          if (run.transition().equals("succeeded")) {
            throw new IllegalStateException("not yet");
          }
          return null;
        });
    order = order("100.00", "usd");
    var started = started(order);
    payment = started.getLong("id");
    intent = started.getString("paymentIntentId");
    sandbox.confirm(intent, GOOD_CARD);
    eventuallyPaid(order);

    sandbox.dispute(intent, "fraudulent", false);

    eventuallyTold(disputed("disputed"));
    assertThat(payment(payment).getBoolean("callbackProcessed")).isFalse();
  }

  @Test
  void theOrderShowsTheDisputesOfAllItsPayments() {
    paid();
    asUser().get("/v1/orders/" + order).then().body("disputes", nullValue());
    var first = sandbox.risk().dispute(intent, "duplicate", false, 2_500);
    eventually(x -> asUser().get("/v1/orders/" + order).then().body("disputes", hasSize(1)));
    int version = asUser().get("/v1/orders/" + order).then().extract().path("version");
    sandbox.advanceClock(java.time.Duration.ofSeconds(5));
    var second = sandbox.dispute(intent, "fraudulent", false);

    eventually(
        x ->
            asUser()
                .get("/v1/orders/" + order)
                .then()
                .body("disputes.disputeId", equalTo(List.of(first, second)))
                .body("disputes.amount", equalTo(List.of(2_500, 7_500)))
                .body("disputes.status", equalTo(List.of("needs_response", "needs_response")))
                .body("disputes[0].paymentId", equalTo((int) payment)));
    assertThat((int) asUser().get("/v1/orders/" + order).then().extract().path("version"))
        .isGreaterThan(version);
  }

  @Test
  void aPaymentIsNotRefundedWhileAnyPartOfItIsDisputed() {
    paid();
    var lost = sandbox.risk().dispute(intent, "duplicate", false, 1_000);
    var won = sandbox.risk().dispute(intent, "general", false, 2_000);
    sandbox.disputeIs(won, "won");
    eventually(
        x -> assertThat(payment(payment).getList("disputes.status")).contains("won").hasSize(2));
    refund("{\"paymentId\": %d, \"refundAmount\": 2000}")
        .then()
        .statusCode(409)
        .body("disputeId", equalTo(lost))
        .body("disputedAmount", equalTo(1_000));
    sandbox.disputeIs(lost, "lost");
    eventually(x -> assertThat(payment(payment).getList("disputes.status")).contains("lost"));
    refund("{\"paymentId\": %d}").then().statusCode(409).body("disputeStatus", equalTo("lost"));
    sandbox.disputeIs(lost, "appeal_under_review");
    eventually(
        x ->
            assertThat(payment(payment).getList("disputes.status"))
                .contains("appeal_under_review"));
    refund("{\"paymentId\": %d}").then().statusCode(409);
    sandbox.disputeIs(lost, "won");
    eventually(
        x ->
            assertThat(payment(payment).getList("disputes.status"))
                .isEqualTo(List.of("won", "won")));

    refund("{\"paymentId\": %d, \"refundAmount\": 9000}").then().statusCode(201);
    refund("{\"paymentId\": %d, \"refundAmount\": 1001}")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:refund-exceeds-remaining"))
        .body("remaining", equalTo(1_000));
  }

  private io.paydesk.testing.http.Answer refund(String body) {
    return asAdmin()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body.formatted(payment))
        .post("/v1/refunds");
  }

  @Test
  void aDisputeOfASubscriptionsPaymentIsFollowedForThatPayment() {
    order = monthly();
    active(order);
    payment = tables().number("select id from payment where order_id = ?", order);
    intent = tables().text("select payment_intent_id from payment where id = ?", payment);

    sandbox.dispute(intent, "subscription_canceled", false);

    eventuallyTold(disputed("disputed"));
    eventually(x -> assertThat(payment(payment).getBoolean("callbackProcessed")).isTrue());
    eventuallyTold(disputed("disputed"));
  }
}
