package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.paydesk.dev.SandboxTime;
import io.paydesk.reconcile.DueRound;
import io.paydesk.stripe.StripeClock;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In development the service follows the pretend Stripe's clock, as it follows Stripe's. */
@QuarkusTest
class PassedTimeTest extends SubscriptionTest {

  @Inject DueRound dueRound;
  @Inject StripeClock clock;

  private long id;
  private String subscription;

  @BeforeEach
  void follow() {
    Ledger.follows = true;
    sandbox.followClock(SandboxTime::tell);
    var started = active(monthly());
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
    eventually(x -> assertThat(told()).containsExactly("started"));
  }

  @AfterEach
  void goOnWithoutIt() {
    Ledger.forget();
    sandbox.followClock(ahead -> {});
    SandboxTime.tell(Duration.ZERO);
    assertThat(clock.now()).isBeforeOrEqualTo(Instant.now());
  }

  private List<String> told() {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals("FirstLedger"))
        .filter(entry -> entry.run().flow() == CallbackFlow.RECURRING_PAYMENT_MANAGEMENT)
        .filter(entry -> entry.method().equals("stripeRecurringPaymentManagementCallback"))
        .map(entry -> entry.run().transition())
        .filter(one -> !one.equals("renewal_ahead"))
        .toList();
  }

  private AnswerCheck entitlements() {
    return asUser().get("/v1/users/" + user + "/entitlements").then().statusCode(200);
  }

  private void theRenewalFails() {
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    toTheEndOfItsPeriod(subscription);
    sandbox.advanceClock(Duration.ofHours(2));
    eventuallyIs(id, "past_due");
    workedOff();
  }

  @Test
  void theGraceOfAFailedRenewalEndsWithThePretendStripesClock() {
    theRenewalFails();
    var due = Instant.parse(recurring(id).getString("currentPeriodStart"));
    var until =
        Instant.parse(entitlements().extract().jsonPath().getString("entitlements[0].until"));
    assertThat(until).isBetween(due.plus(Period.ofDays(7)), due.plus(Period.ofDays(8)));
    assertThat(told()).containsExactly("started");

    sandbox.advanceClock(Period.ofDays(8));

    eventually(x -> assertThat(told()).containsExactly("started", "access_ended"));
    entitlements().body("entitlements", hasSize(0));
    assertThat(status(id)).isEqualTo("past_due");
  }

  @Test
  void aSubscriptionThatRenewsMeanwhileGivesAccessWithoutABreak() {
    var end = Instant.parse(recurring(id).getString("currentPeriodEnd"));
    sandbox.advanceClock(Duration.between(sandbox.now(), end.plus(Duration.ofHours(3))));

    eventually(x -> assertThat(clock.now()).isAfter(end.plus(Duration.ofHours(2))));

    dueRound.accessNow();
    entitlements().body("entitlements", hasSize(1));
    assertThat(told()).containsExactly("started");
    assertThat(Instant.parse(recurring(id).getString("currentPeriodEnd"))).isAfter(clock.now());
  }

  @Test
  void aRenewalThatNoEventReportedIsFoundOnceTheClockWasMoved() {
    loseEvents();
    toTheEndOfItsPeriod(subscription);
    sandbox.advanceClock(Duration.ofHours(2));

    eventually(
        x ->
            assertThat(
                    tables()
                        .number(
                            "select count(*) from recurring_payment where id = ? and next_check_at <= now()",
                            id))
                .isOne());
    asUser().get("/v1/recurring-payments/" + id).then().body("status", equalTo("active"));
  }

  @Test
  void anOrderEndsWithThePretendStripesClock() {
    var end = clock.now().plus(Duration.ofDays(3)).toString();
    var body = Map.of("userId", user, "price", "9.00", "currency", "usd", "expiresAt", end);
    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");
    dueRound.ordersNow();
    assertThat(orderStatus(order)).isEqualTo("pending");

    sandbox.advanceClock(Duration.ofDays(4));

    eventually(x -> isRefused(start(order), 409, "order-expired"));
    eventually(
        x -> {
          dueRound.ordersNow();
          assertThat(orderStatus(order)).isEqualTo("canceled");
        });
  }

  @Test
  void anOrderThatIsMadeLaterInThePretendStripesTimeEndsThen() {
    sandbox.advanceClock(Duration.ofDays(20));
    eventually(x -> assertThat(clock.now()).isAfter(Instant.now().plus(Duration.ofDays(19))));
    var end = clock.now().plus(Duration.ofHours(1)).toString();
    var body = Map.of("userId", user, "price", "9.00", "currency", "usd", "expiresAt", end);

    long order = json(asService().body(body).post("/v1/orders"), 201).getLong("id");

    assertThat(
            tables()
                .number(
                    "select count(*) from order_expiry where id = ? and next_check_at between now()"
                        + " and now() + interval '2 hours'",
                    order))
        .isEqualTo(1);
    started(order);
  }
}
