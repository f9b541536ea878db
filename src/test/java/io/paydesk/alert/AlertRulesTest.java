package io.paydesk.alert;

import static io.paydesk.alert.AlertKind.ACTIONFLOW_FAILURES;
import static io.paydesk.alert.AlertKind.AUTHORIZATION_EXPIRES;
import static io.paydesk.alert.AlertKind.CARD_DECLINES;
import static io.paydesk.alert.AlertKind.DISPUTES;
import static io.paydesk.alert.AlertKind.DISPUTE_RATE;
import static io.paydesk.alert.AlertKind.ENDPOINTS_PAUSED;
import static io.paydesk.alert.AlertKind.EVENTS_FAILED;
import static io.paydesk.alert.AlertKind.EVENTS_WAITING;
import static io.paydesk.alert.AlertKind.FRAUD_WARNINGS;
import static io.paydesk.alert.AlertKind.REFUND_RATE;
import static io.paydesk.alert.AlertKind.REFUSED_CONFIGURATIONS;
import static io.paydesk.alert.AlertKind.REFUSED_KEYS;
import static io.paydesk.alert.AlertKind.REVIEWS;
import static io.paydesk.alert.AlertKind.UNFAMILIAR_STATUSES;
import static io.paydesk.alert.AlertKind.UNHANDLED_EVENTS;
import static io.paydesk.alert.AlertKind.UNKEPT_METHODS;
import static io.paydesk.alert.AlertKind.USER_DECLINES;
import static io.paydesk.alert.AlertKind.WRONG_MODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.paydesk.alert.AlertBook.Change;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule raises an alert exactly from its threshold on, with the documented defaults. */
@QuarkusTest
class AlertRulesTest extends AlertTest {

  /** An alert that another test has raised for all rows would not be raised again. */
  @BeforeEach
  void endWhatIsOpen() {
    tables().change("update alert set ended_at = now() where ended_at is null");
  }

  private static void isRaised(List<Change> changes, String subject, long observed) {
    assertThat(changes)
        .filteredOn(Change::raised)
        .extracting(Change::subject, Change::observed)
        .containsExactly(tuple(subject, observed));
  }

  private static void nothingIsRaised(List<Change> changes) {
    assertThat(changes).filteredOn(Change::raised).isEmpty();
  }

  @Test
  void whatABankLetsGoWithinADayIsToldUntilItIsCaptured() {
    held(now.plus(Duration.ofHours(24)).plusSeconds(1));
    nothingIsRaised(look(AUTHORIZATION_EXPIRES));

    held(now.plus(Duration.ofHours(24)));
    held(ago(Duration.ofHours(1)));

    isRaised(look(AUTHORIZATION_EXPIRES), "", 2);
    tables()
        .change(
            """
            update payment set status = 'canceled', amount_capturable = null where user_id = ?
            """,
            user);
    assertThat(look(AUTHORIZATION_EXPIRES)).extracting(Change::raised).containsExactly(false);
  }

  private void held(OffsetDateTime until) {
    long payment = payments(1, "pending", now);
    tables()
        .change(
            """
            update payment set status = 'authorized', capture = 'manual', amount_capturable = amount,
              capture_before = ?, user_id = ? where id = ?
            """,
            until,
            user,
            payment);
  }

  private void refused(long payment, String param, String configuration) {
    tables()
        .change(
            "update payment set status = 'failed', failure_param = ? where id = ?", param, payment);
    tables()
        .change(
            """
            update orders set payment_method_configuration = ?
            where id = (select order_id from payment where id = ?)
            """,
            configuration,
            payment);
  }

  @Test
  void aConfigurationThatStripeDoesNotTakeIsToldByItsIdOrItsSetting() {
    refused(payments(1, "failed", now), "customer", "pmc_other");
    refused(
        payments(1, "failed", ago(Duration.ofHours(24))),
        "payment_method_configuration",
        "pmc_of_long_ago");
    nothingIsRaised(look(REFUSED_CONFIGURATIONS));

    refused(payments(1, "failed", now), "payment_method_configuration", "pmc_wrong");
    refused(payments(1, "failed", now), "payment_method_configuration", null);
    tables()
        .change(
            """
            insert into setup_intent (user_id, uuid, customer_id, status, failure_param, created_at, consent_by,
              consent_at, stripe_request, idempotency_key, idempotency_key_since)
            values (?, gen_random_uuid(), 'cus_1', 'failed', 'payment_method_configuration', ?, 'x',
              now(), '{}', gen_random_uuid(), now())
            """,
            user,
            now);
    recurring("canceled", now, "failure_param", "payment_method_configuration");

    assertThat(look(REFUSED_CONFIGURATIONS))
        .filteredOn(Change::raised)
        .extracting(Change::subject, Change::observed)
        .containsExactlyInAnyOrder(
            tuple("pmc_wrong", 1L), tuple("PAYDESK_PAYMENT_METHOD_CONFIGURATION", 3L));
  }

  private void recurring(String status, OffsetDateTime when, String column, Object value) {
    tables()
        .change(
            """
            with one as (
              insert into orders (user_id, amount, currency, price_id, quantity, status)
              values (?, 100, 'usd', 'price_' || gen_random_uuid(), 1, 'pending') returning id, price_id)
            insert into recurring_payment (order_id, user_id, uuid, price_id, quantity, status, created_at, %s)
            select id, ?, gen_random_uuid(), price_id, 1, ?, ?, ? from one
            """
                .formatted(column),
            user,
            user,
            status,
            when,
            value);
  }

  @Test
  void aMethodThatIsNotKeptForRenewalsIsToldUntilItsSubscriptionEnds() {
    recurring("canceled", now, "methods_refused_at", now);
    recurring("active", now, "methods_refused_at", ago(Duration.ofHours(168)));
    nothingIsRaised(look(UNKEPT_METHODS));

    recurring("active", ago(Duration.ofDays(60)), "methods_refused_at", now);
    isRaised(look(UNKEPT_METHODS), "", 1);

    tables().change("update recurring_payment set status = 'canceled' where user_id = ?", user);
    assertThat(look(UNKEPT_METHODS)).extracting(Change::raised).containsExactly(false);
  }

  @Test
  void fiveDeclinesOfAUserWithinAnHourAreUnusualAndFourAreNot() {
    declines(4, user, null);
    decline(user, null, ago(Duration.ofHours(1))); // no longer in the window
    decline(user, null, now.plusSeconds(1)); // not yet
    nothingIsRaised(look(USER_DECLINES));

    decline(user, null, now);

    isRaised(look(USER_DECLINES), user, 5);
  }

  @Test
  void fiveDeclinesOfOneCardWithinADayAreUnusualWhoeverTriesIt() {
    var card = "card" + UUID.randomUUID();
    declines(3, user, card);
    declines(9, user, null);
    decline(user + "-2", card, ago(Duration.ofHours(23)));
    nothingIsRaised(look(CARD_DECLINES));

    decline(user + "-3", card, ago(Duration.ofHours(23)));

    isRaised(look(CARD_DECLINES), card, 5);
  }

  @Test
  void aTenthOfThePaymentsRefundedIsUnusualAndLessIsNot() {
    long first = payments(1, "partially_refunded", ago(Duration.ofDays(6)));
    long second = payments(18, "succeeded", ago(Duration.ofDays(6)));
    payments(1, "refunded", ago(Duration.ofDays(6)));
    payments(100, "pending", ago(Duration.ofDays(6)));
    payments(100, "succeeded", ago(Duration.ofDays(8)));
    refund(first, "succeeded");
    refund(first, "succeeded"); // the same payment once more
    refund(second, "failed");
    refund(second, "canceled");
    refund(second, "unknown");
    nothingIsRaised(look(REFUND_RATE));

    refund(second, "pending");

    isRaised(look(REFUND_RATE), "", 10);
  }

  @Test
  void fewPaymentsRaiseNoRefundRate() {
    long old = payments(19, "succeeded", ago(Duration.ofDays(6)));
    for (long id = old - 18; id <= old; id++) {
      refund(id, "succeeded");
    }
    nothingIsRaised(look(REFUND_RATE));

    payments(1, "succeeded", now);

    isRaised(look(REFUND_RATE), "", 95);
  }

  @Test
  void refundsOfOldPaymentsCountToo() {
    long old = payments(2, "refunded", ago(Duration.ofDays(50)));
    payments(20, "succeeded", ago(Duration.ofDays(1)));
    refund(old, "succeeded");
    refund(old - 1, "succeeded");

    isRaised(look(REFUND_RATE), "", 10);
  }

  @Test
  void sevenDisputesInAThousandPaymentsAreUnusualAndSixAreNot() {
    long payment = payments(1_000, "succeeded", ago(Duration.ofDays(29)));
    for (int i = 0; i < 6; i++) {
      dispute(payment, "needs_response");
    }
    dispute(payment, "warning_needs_response");
    nothingIsRaised(look(DISPUTE_RATE));

    dispute(payment, "lost");

    isRaised(look(DISPUTE_RATE), "", 7);
  }

  @Test
  void fewPaymentsRaiseNoDisputeRate() {
    long payment = payments(199, "succeeded", ago(Duration.ofDays(29)));
    dispute(payment, "lost");
    dispute(payment, "lost");
    nothingIsRaised(look(DISPUTE_RATE));

    payments(1, "succeeded", now);

    isRaised(look(DISPUTE_RATE), "", 10);
  }

  @Test
  void oneDisputeIsUnusualAndSoIsAnInquiry() {
    long payment = payments(1, "succeeded", ago(Duration.ofDays(29)));
    nothingIsRaised(look(DISPUTES));

    dispute(payment, "warning_needs_response");

    isRaised(look(DISPUTES), "", 1);
  }

  @Test
  void eachReasonForWhichAnOrderWentIntoReviewIsUnusual() {
    inReview("amount-mismatch, customer-mismatch", ago(Duration.ofHours(23)), "review");
    inReview("amount-mismatch", ago(Duration.ofHours(1)), "paid"); // a person has ended it
    inReview("second-success", ago(Duration.ofHours(24)), "review"); // no longer in the window

    assertThat(look(REVIEWS))
        .filteredOn(Change::raised)
        .extracting(Change::subject, Change::observed)
        .containsExactlyInAnyOrder(tuple("amount-mismatch", 2L), tuple("customer-mismatch", 1L));
  }

  private void inReview(String reason, OffsetDateTime when, String then) {
    long order =
        tables()
            .number(
                """
                insert into orders (user_id, amount, currency, status, review_reason)
                values (?, 100, 'usd', 'review', ?) returning id
                """,
                user,
                reason);
    tables()
        .change("update orders set reviewed_at = ?, status = ? where id = ?", when, then, order);
  }

  @Test
  void oneEventOfTheOtherModeIsUnusual() {
    event("wrong-mode", ago(Duration.ofHours(24)));
    event("unknown-payment", now);
    nothingIsRaised(look(WRONG_MODE));

    event("wrong-mode", ago(Duration.ofHours(23)));

    isRaised(look(WRONG_MODE), "", 1);
  }

  @Test
  void oneRunThatFailedInAllItsAttemptsIsUnusual() {
    var target = "flow:Crm" + UUID.randomUUID();
    run(target, "failed", ago(Duration.ofHours(24)));
    run(target, "succeeded", now);
    nothingIsRaised(look(ACTIONFLOW_FAILURES));

    run(target, "failed", ago(Duration.ofHours(23)));

    isRaised(look(ACTIONFLOW_FAILURES), target, 1);
  }

  @Test
  void oneEventThatWasGivenUpIsUnusualAndOneSubjectForEachType() {
    var type = "test." + UUID.randomUUID();
    stripeEvent(type, "failed", ago(Duration.ofDays(9)), ago(Duration.ofHours(24)));
    stripeEvent(type, "ignored", ago(Duration.ofDays(9)), now);
    nothingIsRaised(look(EVENTS_FAILED));

    stripeEvent(type, "failed", ago(Duration.ofDays(9)), ago(Duration.ofHours(23)));

    isRaised(look(EVENTS_FAILED), type, 1);
  }

  @Test
  void oneEventThatWaitsForAnHourIsUnusualUntilItIsDone() {
    var type = "test." + UUID.randomUUID();
    stripeEvent(type, "waiting", ago(Duration.ofMinutes(59)), null);
    stripeEvent(type, "done", ago(Duration.ofHours(2)), now);
    nothingIsRaised(look(EVENTS_WAITING));

    stripeEvent(type, "waiting", ago(Duration.ofHours(1)), null);

    isRaised(look(EVENTS_WAITING), type, 1);
    tables().change("delete from stripe_event where type = ?", type);
    assertThat(look(EVENTS_WAITING))
        .extracting(Change::raised, Change::subject)
        .containsExactly(tuple(false, type));
  }

  private void stripeEvent(
      String type, String status, OffsetDateTime since, OffsetDateTime finished) {
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, created, body, status, waiting_since, finished_at)
            values ('evt_' || gen_random_uuid(), ?, false, now(), '{}', ?, ?, ?)
            """,
            type,
            status,
            since,
            finished);
  }

  private void run(String target, String status, OffsetDateTime when) {
    tables()
        .change(
            """
            insert into actionflow_run (flow, subject, transition, occurrence, target, in_process, is_outcome, order_id,
              user_id, status, finished_at)
            values ('payment', 'payment:1', 'succeeded', gen_random_uuid()::text, ?, true, true, ?, ?, ?, ?)
            """,
            target,
            order(),
            user,
            status,
            when);
  }

  @Test
  void anEndpointThatIsPausedAsItKeptFailingIsUnusualAndOneThatAPersonPausedIsNot() {
    endpoint("paused", null, now);
    endpoint("active", now, now);
    endpoint("paused", now, ago(Duration.ofDays(7)));
    nothingIsRaised(look(ENDPOINTS_PAUSED));

    endpoint("paused", now, ago(Duration.ofDays(6)));

    isRaised(look(ENDPOINTS_PAUSED), "", 1);
  }

  private void endpoint(String status, OffsetDateTime failingSince, OffsetDateTime changed) {
    tables()
        .change(
            """
            insert into actionflow_endpoint (url, flows, status, failing_since, created_by, updated_at)
            values ('https://shop.example/hook', 'payment', ?, ?, 'ada', ?)
            """,
            status,
            failingSince,
            changed);
  }

  /** Nobody takes events of such types, so other tests would wait for them in vain. */
  @AfterEach
  void noEndpointsAndNoEventsThatWait() {
    tables().change("update actionflow_endpoint set status = 'deleted' where created_by = 'ada'");
    tables().change("delete from stripe_event where type like 'test.%'");
  }

  @Test
  void oneKeyThatOpensNothingAndIsUsedIsUnusual() {
    key(null);
    key(ago(Duration.ofHours(24))); // no more in the window
    nothingIsRaised(look(REFUSED_KEYS));

    key(ago(Duration.ofHours(23)));

    isRaised(look(REFUSED_KEYS), "", 1);
  }

  private void key(OffsetDateTime refused) {
    tables()
        .change(
            """
            insert into api_key (name, role, origin, created_at, updated_at, last_refused_at)
            values ('of an alert', 'service', 'command', now(), now(), ?)
            """,
            refused);
  }

  @BeforeEach
  @AfterEach
  void noRefusedKeys() {
    tables().change("update api_key set last_refused_at = null where last_refused_at is not null");
  }

  @Test
  void anEventOfAnUnhandledTypeIsUnusualUnlessNobodyNeedsIt() {
    event("no-callback-for-this-type", now);
    event("unhandled-type", ago(Duration.ofHours(24))); // no longer in the window
    nothingIsRaised(look(UNHANDLED_EVENTS));

    event("unhandled-type", now);

    isRaised(look(UNHANDLED_EVENTS), "payment_intent.succeeded", 1);
  }

  private void event(String reason, OffsetDateTime when) {
    tables()
        .change(
            """
            insert into stripe_event (id, type, livemode, created, body, status, reason, received_at)
            values ('evt_' || gen_random_uuid(), 'payment_intent.succeeded', true, now(), '{}', 'ignored', ?, ?)
            """,
            reason,
            when);
  }

  @Test
  void aLateDisputeIsUnusualWhenItArrives() {
    long payment = payments(1, "succeeded", ago(Duration.ofDays(9)));
    dispute(payment, "needs_response");
    tables()
        .change(
            "update dispute set opened_at = ? where payment_id = ?",
            ago(Duration.ofDays(5)),
            payment);

    isRaised(look(DISPUTES), "", 1);
  }

  @Test
  void aWarningOfFraudIsUnusual() {
    long payment = payments(1, "succeeded", ago(Duration.ofHours(2)));
    nothingIsRaised(look(FRAUD_WARNINGS));

    tables()
        .change(
            """
            insert into fraud_warning (payment_id, order_id, user_id, warning_id, fraud_type, actionable, warned_at,
              created_at, observed_at)
            select id, order_id, user_id, 'issfr_' || gen_random_uuid(), 'misc', true, ?, ?, now() from payment where id = ?
            """,
            ago(Duration.ofDays(3)),
            ago(Duration.ofHours(1)),
            payment);

    isRaised(look(FRAUD_WARNINGS), "", 1);
  }

  @Test
  void anUnknownDisputeStatusIsUnusualAndAKnownOneIsNot() {
    long payment = payments(1, "succeeded", ago(Duration.ofHours(2)));
    for (var status : List.of("won", "prevented", "warning_closed", "appeal_under_review")) {
      dispute(payment, status);
    }
    changedBeforeTheLook(payment);
    nothingIsRaised(look(UNFAMILIAR_STATUSES));

    dispute(payment, "of_another_day");
    changedBeforeTheLook(payment);

    isRaised(look(UNFAMILIAR_STATUSES), "dispute of_another_day", 1);
  }

  private void changedBeforeTheLook(long payment) {
    tables()
        .change(
            "update dispute set updated_at = ? where payment_id = ?",
            ago(Duration.ofHours(1)),
            payment);
  }
}
