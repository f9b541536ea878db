package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.dev.sandbox.RecordedRequest;
import io.paydesk.reconcile.DueRound;
import io.paydesk.recurring.EntitlementsView.Entitlement;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.AnswerCheck;
import io.paydesk.testing.http.Json;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run for everything that begins, ends or endangers access, with the entitlements. */
@QuarkusTest
class SubscriptionRunsTest extends SubscriptionTest {

  @Inject DueRound dueRound;

  private long id;
  private String subscription;

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  /**
   * Ends this test's subscriptions, so that they do not renew when another test moves the clock.
   */
  @AfterEach
  void forget() {
    Ledger.forget();
    sandbox.faults().clear();
    sandbox.billing().afterRetries("cancel");
    sandbox.billing().subscriptions().stream()
        .filter(one -> one.path("id").asText().equals(subscription))
        .filter(one -> !one.path("status").asText().matches("canceled|incomplete_expired"))
        .forEach(one -> sandbox.billing().cancelAtDashboard(subscription));
  }

  private void take(Json started) {
    id = started.getLong("recurringPayment.id");
    subscription = started.getString("recurringPayment.subscriptionId");
  }

  private void begun() {
    take(active(monthly()));
    eventually(x -> assertThat(told()).containsExactly("started"));
  }

  /** What one bean was told about the subscription, without failures and coming renewals. */
  private List<String> told() {
    return entries().stream()
        .map(entry -> entry.run().transition())
        .filter(one -> !one.equals("renewal_ahead"))
        .toList();
  }

  private List<Ledger.Entry> entries() {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals("FirstLedger"))
        .filter(entry -> entry.run().flow() == CallbackFlow.RECURRING_PAYMENT_MANAGEMENT)
        .filter(entry -> entry.method().equals("stripeRecurringPaymentManagementCallback"))
        .toList();
  }

  private CallbackRun last(String transition) {
    var runs =
        entries().stream()
            .map(Ledger.Entry::run)
            .filter(run -> run.transition().equals(transition))
            .toList();
    assertThat(runs).isNotEmpty();
    return runs.get(runs.size() - 1);
  }

  private AnswerCheck entitlements() {
    return asUser().get("/v1/users/" + user + "/entitlements").then().statusCode(200);
  }

  private Instant time(String field) {
    return Instant.parse(recurring(id).getString(field));
  }

  @Test
  void aTrialStartsNothingBeforeACardIsGiven() {
    take(subscribed(monthly(Map.of("trialDays", 14))));
    eventuallyIs(id, "trialing");
    entitlements().body("entitlements", hasSize(0));
    assertThat(told()).isEmpty();

    var setup = sandbox.billing().subscription(subscription).path("pending_setup_intent").asText();
    sandbox.billing().confirmSetup(setup, GOOD_CARD);

    eventually(x -> assertThat(told()).containsExactly("started"));
    assertThat(last("started").entitlements())
        .extracting(Entitlement::priceId, Entitlement::recurringPaymentId)
        .containsExactly(tuple(price, id));
  }

  @Test
  void aCancelInStripesPortalShowsWhenAndWhyItEndsAndCanBeWithdrawn() {
    begun();

    sandbox.billing().portal().cancel(subscription, "too_expensive", "Maybe later");

    eventually(x -> assertThat(told()).containsExactly("started", "cancel_scheduled"));
    assertThat(last("cancel_scheduled").reason()).isEqualTo("cancellation_requested");
    assertThat(time("endsAt")).isEqualTo(time("currentPeriodEnd"));
    asUser()
        .get("/v1/recurring-payments/" + id)
        .then()
        .body("cancelAtPeriodEnd", equalTo(false))
        .body("end.reason", equalTo("cancellation_requested"))
        .body("end.feedback", equalTo("too_expensive"))
        .body("end.comment", equalTo("Maybe later"));
    assertThat(
            Instant.parse(entitlements().extract().jsonPath().getString("entitlements[0].until")))
        .isEqualTo(time("endsAt"));

    asUser()
        .post("/v1/recurring-payments/" + id + "/resume")
        .then()
        .statusCode(200)
        .body("endsAt", nullValue())
        .body("end", nullValue());
    assertThat(sandbox.billing().subscription(subscription).path("cancel_at").isNull()).isTrue();
    eventually(x -> assertThat(told()).endsWith("resumed"));
  }

  @Test
  void anEndWithItsPeriodIsWithdrawnByItsOwnParameter() {
    begun();
    asUser()
        .body(Map.of("when", "period_end"))
        .post("/v1/recurring-payments/" + id + "/cancel")
        .then()
        .statusCode(200)
        .body("cancelAtPeriodEnd", equalTo(true));
    assertThat(time("endsAt")).isEqualTo(time("currentPeriodEnd"));
    sandbox.clearRequests();

    asUser()
        .post("/v1/recurring-payments/" + id + "/resume")
        .then()
        .statusCode(200)
        .body("endsAt", nullValue());
    asUser().post("/v1/recurring-payments/" + id + "/resume").then().statusCode(200);

    // A call that is repeated, as its answer came too late, keeps its key.
    assertThat(
            sandbox.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .filter(request -> request.path().contains(subscription))
                .map(RecordedRequest::idempotencyKey)
                .distinct())
        .as("what goes on already is not changed again")
        .hasSize(1);
    eventually(x -> assertThat(told()).containsExactly("started", "cancel_scheduled", "resumed"));
  }

  @Test
  void anEndInTheMiddleOfAPeriodEndsAccessThen() {
    begun();
    var then = Instant.now().plus(Duration.ofDays(10)).truncatedTo(ChronoUnit.SECONDS);

    sandbox
        .billing()
        .changeAtDashboard(subscription, Map.of("cancel_at", Long.toString(then.getEpochSecond())));

    eventually(x -> assertThat(told()).endsWith("cancel_scheduled"));
    assertThat(time("endsAt")).isEqualTo(then);
    assertThat(last("cancel_scheduled").entitlements())
        .extracting(Entitlement::until)
        .containsExactly(then);
    assertThat(
            Instant.parse(entitlements().extract().jsonPath().getString("entitlements[0].until")))
        .isEqualTo(then);
  }

  @Test
  void accessEndsWhenASubscriptionIsUnpaidAndBeginsAgainWhenItIsPaid() {
    begun();
    sandbox.billing().afterRetries("unpaid");
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofHours(2));
    eventuallyIs(id, "past_due");
    for (int days : List.of(3, 5, 7)) {
      sandbox.advanceClock(Duration.ofDays(days));
    }
    eventuallyIs(id, "unpaid");

    eventually(x -> assertThat(told()).containsExactly("started", "unpaid", "access_ended"));
    assertThat(last("unpaid").reason()).isEqualTo("card_declined");
    assertThat(last("access_ended").entitlements()).isEmpty();
    entitlements().body("entitlements", hasSize(0));

    var open = sandbox.billing().subscription(subscription).path("latest_invoice").asText();
    sandbox.billing().pay(open, GOOD_CARD);
    eventuallyIs(id, "active");
    eventually(x -> assertThat(told()).endsWith("started"));
    assertThat(last("started").entitlements()).hasSize(1);
  }

  @Test
  void anUnpaidRenewalHasItsReasonBeforeTheEventOfTheFailureComes() {
    begun();
    sandbox.billing().afterRetries("unpaid");
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    loseEvents();
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofHours(2));
    for (int days : List.of(3, 5, 7)) {
      sandbox.advanceClock(Duration.ofDays(days));
    }

    var now = sandbox.billing().subscription(subscription);
    assertThat(now.path("status").asText()).isEqualTo("unpaid");
    deliver(StripeEvents.event("customer.subscription.updated", now).toString());

    eventually(x -> assertThat(told()).contains("unpaid"));
    assertThat(last("unpaid").reason()).isEqualTo("card_declined");
    assertThat(recurring(id).getString("failure.code")).isEqualTo("card_declined");
  }

  @Test
  void anUnpaidRenewalIsNotFollowedBeforeStripeSaysWhy() {
    begun();
    sandbox.billing().afterRetries("unpaid");
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    loseEvents();
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofHours(2));
    for (int days : List.of(3, 5, 7)) {
      sandbox.advanceClock(Duration.ofDays(days));
    }
    var unpaid = sandbox.billing().subscription(subscription).path("latest_invoice").asText();
    sandbox.faults().failNext("GET /v1/invoices/" + unpaid, 429, 100);

    dueRound.recurringNow(id);
    assertThat(told()).doesNotContain("unpaid");
    sandbox.faults().answerAgain();
    dueRound.recurringNow(id);

    eventually(x -> assertThat(told()).contains("unpaid"));
    assertThat(last("unpaid").reason()).isEqualTo("card_declined");
  }

  @Test
  void theReasonIsFoundEvenIfTheFailedRenewalIsNotTheLatest() {
    begun();
    sandbox.billing().afterRetries("unpaid");
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    loseEvents();
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Period.ofDays(16));
    sandbox.advanceClock(Period.ofMonths(1));

    dueRound.recurringNow(id);

    eventually(x -> assertThat(told()).contains("unpaid"));
    assertThat(last("unpaid").reason()).isEqualTo("payment_failed");
  }

  @Test
  void accessEndsOnceWhenTheGracePeriodIsOver() {
    begun();
    sandbox.billing().replaceCard(subscription, "pm_card_chargeCustomerFail");
    sandbox.advanceClock(Period.ofMonths(1));
    sandbox.advanceClock(Duration.ofHours(2));
    eventuallyIs(id, "past_due");
    workedOff(); // a late event would write what the row had before
    dueRound.accessNow();
    assertThat(told()).containsExactly("started");
    tables()
        .change(
            """
            update recurring_payment set past_due_since = now() - interval '8 days', access_until = now() - interval '1 day'
            where id = ?
            """,
            id);

    dueRound.accessNow();
    dueRound.accessNow();

    eventually(x -> assertThat(told()).containsExactly("started", "access_ended"));
    assertThat(last("access_ended").reason()).isEqualTo("past_due");
    assertThat(last("access_ended").entitlements()).isEmpty();
    entitlements().body("entitlements", hasSize(0));
  }

  @Test
  void aPauseOfCollectionAndItsEndShowAndAreFollowed() {
    begun();

    sandbox.billing().changeAtDashboard(subscription, Map.of("pause_collection[behavior]", "void"));

    eventually(x -> assertThat(told()).containsExactly("started", "paused"));
    assertThat(last("paused").reason()).isEqualTo("void");
    assertThat(recurring(id).getString("collectionPause.behavior")).isEqualTo("void");
    entitlements().body("entitlements", hasSize(1));

    sandbox.billing().changeAtDashboard(subscription, Map.of("pause_collection", ""));

    eventually(x -> assertThat(told()).containsExactly("started", "paused", "resumed"));
    assertThat(recurring(id).getString("collectionPause")).isNull();
  }

  @Test
  void aTrialThatEndsSoonIsFollowed() {
    take(subscribed(monthly(Map.of("trialDays", 14))));
    var setup = sandbox.billing().subscription(subscription).path("pending_setup_intent").asText();
    sandbox.billing().confirmSetup(setup, GOOD_CARD);
    eventually(x -> assertThat(told()).containsExactly("started"));

    sandbox.advanceClock(Duration.ofDays(12));

    eventually(x -> assertThat(told()).containsExactly("started", "trial_ending"));
  }

  @Test
  void aRenewalAheadIsFollowedOncePerPeriod() {
    begun();

    sandbox.advanceClock(Duration.ofDays(27));

    eventually(x -> assertThat(last("renewal_ahead").entitlements()).hasSize(1));
    assertThat(
            tables()
                .text(
                    "select string_agg(occurrence, ',') from actionflow_run where subject = ?"
                        + " and transition = 'renewal_ahead' and target = 'flow:FirstLedger'",
                    "recurring_payment:" + id))
        .isEqualTo(recurring(id).getString("currentPeriodEnd"));
  }
}
