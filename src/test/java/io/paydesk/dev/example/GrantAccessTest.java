package io.paydesk.dev.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.actionflow.CallbackRun;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example of an app's own logic. */
@QuarkusTest
class GrantAccessTest extends SubscriptionTest {

  private static final String SWITCH = "paydesk.dev.example";
  private static final Logger LOG = Logger.getLogger(GrantAccess.class.getName());

  @Inject GrantAccess example;

  private final Lines lines = new Lines();

  @BeforeEach
  void switchOn() {
    System.setProperty(SWITCH, "true");
    LOG.addHandler(lines);
  }

  @AfterEach
  void switchOff() {
    System.clearProperty(SWITCH);
    LOG.removeHandler(lines);
  }

  @Test
  void aPayerMayUseWhatTheOrderDescribes() {
    long order = paid("Two tickets");
    eventuallyMayUse("Two tickets");

    eventually(x -> assertThat(runs(order)).isEqualTo("flow:GrantAccess payment succeeded 1"));
    assertThat(example.of("somebody else")).isEmpty();
  }

  @Test
  void whatIsFreeMayBeUsedAtOnce() {
    var body = Map.of("userId", user, "price", "0", "currency", "usd", "description", "A sample");
    asService().body(body).post("/v1/orders").then().statusCode(201);

    eventuallyMayUse("A sample");
  }

  @Test
  void anOrderThatIsNotPaidGivesNothing() {
    long order = described("Two tickets");
    sandbox.confirm(started(order).getString("paymentIntentId"), "4000000000000002");
    eventually(x -> assertThat(runs(order)).isEqualTo("flow:GrantAccess payment succeeded 1"));

    assertThat(example.of(user)).isEmpty();
    assertThat(told()).isEmpty();
  }

  @Test
  void aRunThatComesAgainAfterItsWorkWasDoneDoesNothingTwice() {
    long order = paid("Two tickets");
    eventually(x -> assertThat(runs(order)).isEqualTo("flow:GrantAccess payment succeeded 1"));
    tables()
        .change(
            "update actionflow_run set status = 'waiting', finished_at = null, next_attempt_at ="
                + " now() where order_id = ?",
            order);

    eventually(x -> assertThat(runs(order)).isEqualTo("flow:GrantAccess payment succeeded 2"));
    assertThat(example.of(user)).containsExactly("Two tickets");
    assertThat(told()).hasSize(1);
  }

  @Test
  void aPartialRefundTakesNothingAwayAndAFullOneDoes() {
    long order = paid("Two tickets");
    eventuallyMayUse("Two tickets");
    refund(order, 1000);
    eventually(x -> assertThat(told()).hasSize(2));
    assertThat(example.of(user)).containsExactly("Two tickets");

    refund(order, 8999);
    eventually(x -> assertThat(example.of(user)).isEmpty());
    // It is logged after that.
    eventually(x -> assertThat(told()).hasSize(3));
    assertThat(told().get(2)).contains("no access", "the order is refunded");
  }

  @Test
  void anOrderInReviewGivesNothingUntilItsMoneyIsAccepted() {
    long order = described("Two tickets");
    var started = started(order);
    tables().change("update orders set amount = 9998 where id = ?", order);
    sandbox.confirm(started.getString("paymentIntentId"), GOOD_CARD);
    eventually(x -> assertThat(runs(order)).contains("payment waiting"));
    assertThat(seen(order).status()).isEqualTo(OrderStatus.REVIEW);
    assertThat(told()).isEmpty();

    asAdmin()
        .body(Map.of("resolution", "accept"))
        .post("/v1/orders/" + order + "/resolve")
        .then()
        .statusCode(200);
    eventuallyMayUse("Two tickets");
  }

  @Test
  void aRefundThatFailsAfterwardsGivesItBack() {
    long order = paid("Two tickets");
    eventuallyMayUse("Two tickets");
    refund(order, 9999);
    eventually(x -> assertThat(example.of(user)).isEmpty());

    sandbox.refundFails(
        tables().text("select refund_id from refund where order_id = ?", order),
        "lost_or_stolen_card");
    eventuallyMayUse("Two tickets");
  }

  @Test
  void aPaymentWhoseRunComesAfterTheRefundsGivesNothing() {
    var paid = seen(paid("Two tickets"));
    eventuallyMayUse("Two tickets");
    refund(paid.id(), 9999);
    eventually(x -> assertThat(example.of(user)).isEmpty());

    example.stripePaymentCallback(run("succeeded"), paid, null);
    assertThat(example.of(user)).isEmpty();
  }

  @Test
  void anOrderThatAsksToFailIsFollowedInTheThirdAttempt() {
    long order = paid("Please fail");
    eventuallyMayUse("Please fail");

    eventually(x -> assertThat(runs(order)).isEqualTo("flow:GrantAccess payment succeeded 3"));
    assertThat(told()).hasSize(1);
  }

  @Test
  void aSubscriberMayUseItUntilTheSubscriptionEnds() {
    long order = monthly(Map.of("description", "A membership"));
    long subscription = active(order).getLong("recurringPayment.id");
    eventuallyMayUse("A membership");
    eventually(x -> assertThat(told()).isNotEmpty());
    assertThat(told().get(0)).contains("number 1");

    asUser()
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + subscription + "/cancel")
        .then()
        .statusCode(200);
    eventually(x -> assertThat(example.of(user)).isEmpty());
  }

  @Test
  void aTrialGivesNothingBeforeACardWasGiven() {
    long order = monthly(Map.of("description", "A membership", "trialDays", 14));
    var started = subscribed(order);
    long id = started.getLong("recurringPayment.id");
    eventuallyIs(id, "trialing");
    var trial =
        asUser()
            .get("/v1/recurring-payments/" + id)
            .then()
            .extract()
            .as(RecurringPaymentView.class);
    example
        .stripeRecurringPaymentManagementCallback(run("trial_ending"), seen(order), trial)
        .await()
        .atMost(Duration.ofSeconds(60));
    assertThat(example.of(user)).isEmpty();

    var subscription = started.getString("recurringPayment.subscriptionId");
    sandbox
        .billing()
        .confirmSetup(
            sandbox.billing().subscription(subscription).path("pending_setup_intent").asText(),
            GOOD_CARD);
    eventuallyMayUse("A membership");
  }

  @Test
  void aStartThatIsFollowedAfterTheSubscriptionsEndGivesNothing() {
    long order = monthly();
    long id = active(order).getLong("recurringPayment.id");
    eventuallyMayUse("order " + order);
    asUser()
        .body(Map.of("when", "now"))
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then()
        .statusCode(200);
    eventually(x -> assertThat(example.of(user)).isEmpty());

    var ended =
        asUser()
            .get("/v1/recurring-payments/" + id)
            .then()
            .extract()
            .as(RecurringPaymentView.class);
    for (int again = 0; again < 20; again++) {
      example
          .stripeRecurringPaymentManagementCallback(run("started"), seen(order), ended)
          .await()
          .atMost(Duration.ofSeconds(60));
    }
    assertThat(example.of(user)).isEmpty();
  }

  @Test
  void whereItIsSwitchedOffItFollowsNothing() {
    System.setProperty(SWITCH, "false");
    long order = paid("Two tickets");

    assertThat(runs(order)).isNull();
    assertThat(payment(paymentOf(order)).getBoolean("callbackProcessed")).isTrue();
  }

  private long described(String description) {
    return asService()
        .body(
            Map.of("userId", user, "price", "99.99", "currency", "usd", "description", description))
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private long paid(String description) {
    long order = described(description);
    sandbox.confirm(started(order).getString("paymentIntentId"), GOOD_CARD);
    eventuallyPaid(order);
    return order;
  }

  private long paymentOf(long order) {
    return tables().number("select id from payment where order_id = ?", order);
  }

  private void refund(long order, long amount) {
    asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("paymentId", paymentOf(order), "refundAmount", amount))
        .post("/v1/refunds")
        .then()
        .statusCode(201);
  }

  private void eventuallyMayUse(String what) {
    eventually(x -> assertThat(example.of(user)).containsExactly(what));
  }

  private OrderView seen(long order) {
    return asUser().get("/v1/orders/" + order).then().extract().as(OrderView.class);
  }

  private static CallbackRun run(String transition) {
    return new CallbackRun(
        UUID.randomUUID().toString(),
        CallbackFlow.PAYMENT,
        transition,
        1,
        false,
        null,
        Instant.now(),
        List.of());
  }

  /** Target, flow, status and attempts of each. */
  private String runs(long order) {
    return tables()
        .text(
            "select string_agg(concat_ws(' ', target, flow, status, attempts), ', ' order by id)"
                + " from actionflow_run where order_id = ?",
            order);
  }

  /** What the example has logged about this test's user. */
  private List<String> told() {
    return lines.all.stream()
        .map(line -> String.format(line.getMessage(), line.getParameters()))
        .filter(line -> line.contains(user))
        .toList();
  }

  private static final class Lines extends Handler {

    final List<LogRecord> all = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      all.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
