package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.StripeEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Beans that hang, throw where they should not, or kill their process; and queues that stand still.
 */
@QuarkusTest
class RunsInBadWeatherTest extends PaydeskTest {

  private static final String CARD = "4242424242424242";
  private static final String DECLINES = "4000000000000002";

  @Inject RunWorker worker;
  @Inject LostFlows lost;

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  @AfterEach
  void forget() {
    Ledger.forget();
    Moody.rest();
  }

  private long paid() {
    long order = order();
    sandbox.confirm(started(order).getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
    return order;
  }

  private void script(String bean, Ledger.Script script) {
    Ledger.SCRIPTS.put(bean + " " + user, script);
  }

  private List<String> told(String bean) {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals(bean))
        .map(Ledger.Entry::method)
        .toList();
  }

  private String first(long order, String column) {
    return tables()
        .text(
            "select "
                + column
                + " from actionflow_run where order_id = ? and target = 'flow:FirstLedger' order by id limit 1",
            order);
  }

  @Test
  void aBeanWhoseFollowsThrowsStopsNoPayment() {
    Moody.cannotSay = true;
    long order = order();
    sandbox.confirm(started(order).getString("paymentIntentId"), CARD);
    try {
      eventuallyPaid(order);
    } finally {
      Moody.rest();
    }
  }

  @Test
  void aBeanWhoseThreadsAllHangDelaysNoOther() {
    var end = new CountDownLatch(1);
    script(
        "FirstLedger",
        run -> {
          while (end.getCount() > 0) {
            try {
              end.await();
            } catch (InterruptedException e) {
              // ignores the interruption, like a socket read
            }
          }
          return null;
        });
    try {
      for (int i = 0; i < 9; i++) {
        paid();
      }
      eventually(x -> assertThat(told("AfterLedger")).hasSize(9));
    } finally {
      end.countDown();
    }
  }

  @Test
  void aRunWhoseSubjectCannotBeReadFailsForGood() {
    long order = paid();
    var ofIt = "order_id = ? and subject = 'payment'";
    tables()
        .change(
            "insert into actionflow_run (flow, subject, transition, target, in_process, is_outcome, order_id, user_id)"
                + " values ('payment', 'payment', 'succeeded', 'flow:FirstLedger', true, false, ?, ?)",
            order,
            user);
    try {
      eventually(
          x ->
              assertThat(
                      tables().text("select last_error from actionflow_run where " + ofIt, order))
                  .isNotNull());
    } finally {
      tables()
          .change(
              "update actionflow_run set status = 'canceled', finished_at = now() where " + ofIt,
              order);
    }
  }

  @Test
  void aFailureWithANulInItsMessageIsRecorded() {
    script(
        "FirstLedger",
        run -> Uni.createFrom().failure(new IllegalStateException("no such course: \u0000")));
    long order = paid();
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select error from actionflow_attempt where run_id = ?",
                            Long.parseLong(first(order, "id"))))
                .startsWith("IllegalStateException: no such course"));
  }

  @Test
  void aRunThatKillsItsProcessIsGivenUp() {
    var over = new AtomicInteger();
    script(
        "FirstLedger",
        run -> {
          if (run.attempt() > RunQueue.TRIES) {
            over.incrementAndGet();
          }
          return Uni.createFrom().failure(new IllegalStateException("no"));
        });
    long order = paid();
    eventually(
        x -> {
          tables()
              .change(
                  """
                  update actionflow_run set claim = gen_random_uuid(), attempts = ?, next_attempt_at = now()
                  where order_id = ? and target = 'flow:FirstLedger' and claim is null and status = 'waiting'
                  """,
                  RunQueue.TRIES,
                  order);
          worker.wake();
          assertThat(first(order, "status")).isEqualTo("failed");
        });
    assertThat(over).hasValue(0);
  }

  @Test
  void aUniThatTakesTooLongIsCancelled() {
    var cancelled = new AtomicBoolean();
    script(
        "FirstLedger",
        run -> Uni.createFrom().<Void>nothing().onCancellation().invoke(() -> cancelled.set(true)));
    long order = paid();
    eventually(x -> assertThat(first(order, "last_error")).contains("It took longer"));
    Ledger.SCRIPTS.clear();
    eventually(x -> assertThat(cancelled).isTrue());
  }

  @Test
  void aDeclineReportedAfterALaterSuccessIsNotFollowed() {
    sandbox.deliverTo(java.net.URI.create("http://127.0.0.1:1/nobody"));
    long order = order();
    var intent = started(order).getString("paymentIntentId");
    sandbox.confirm(intent, DECLINES);
    sandbox.confirm(intent, CARD);
    var events =
        sandbox.events().stream()
            .filter(event -> event.at("/data/object/id").asText().equals(intent))
            .filter(
                event ->
                    event
                        .path("type")
                        .asText()
                        .matches("payment_intent.(payment_failed|succeeded)"))
            .toList();
    assertThat(events).hasSize(2);
    tables()
        .change(
            """
            insert into stripe_event (id, type, api_version, livemode, object_id, created, body, status)
            select e::jsonb ->> 'id', e::jsonb ->> 'type', e::jsonb ->> 'api_version', false,
              e::jsonb #>> '{data,object,id}', now(), e, 'waiting'
            from (values (?), (?)) v(e)
            """,
            text(events.get(0)),
            text(events.get(1)));
    eventuallyPaid(order);
    eventually(x -> assertThat(told("AfterLedger")).isNotEmpty());
    assertThat(told("FirstLedger")).containsExactly("stripePaymentCallback");
  }

  private static String text(JsonNode event) {
    return event.toString();
  }

  @Test
  void withoutFlowsThePaymentIsWrittenOnce() {
    Ledger.follows = false;
    sandbox.deliverTo(java.net.URI.create("http://127.0.0.1:1/nobody"));
    long order = order();
    var started = started(order);
    long id = tables().number("select id from payment where order_id = ?", order);
    long before = tables().number("select version from payment where id = ?", id);
    deliver(
            StripeEvents.succeeded(sandbox.paymentIntent(started.getString("paymentIntentId")))
                .toString())
        .then()
        .statusCode(200);
    eventuallyPaid(order);
    assertThat(tables().number("select version from payment where id = ?", id))
        .isEqualTo(before + 1);
  }

  @Test
  void aRunThatWaitsForAnEarlierOneOfAnotherBuildIsNotGivenUp() {
    Ledger.follows = false;
    long order = order();
    for (var due : List.of("now() + interval '3 hours'", "now() - interval '2 hours'")) {
      tables()
          .change(
              "insert into actionflow_run (flow, subject, transition, target, in_process, is_outcome,"
                  + " order_id, user_id, next_attempt_at) values ('payment', 'payment:' || ?, ?,"
                  + " 'flow:OfTheNextRelease', true, true, ?, ?, "
                  + due
                  + ")",
              900_000_000L + order,
              due.contains("+") ? "declined" : "succeeded",
              order,
              user);
    }
    lost.look().await().indefinitely();
    var statuses =
        tables()
            .text(
                "select string_agg(status, ' ' order by id) from actionflow_run where order_id = ?",
                order);
    tables().change("delete from actionflow_run where order_id = ?", order);
    assertThat(statuses).isEqualTo("waiting waiting");
  }

  @Test
  void anImpossibleTimeOrTargetIsRefusedByName() {
    int time =
        asAdmin()
            .body("{\"since\": \"+999999999-12-31T23:59:59Z\"}")
            .post("/v1/actionflows/runs/retry")
            .statusCode();
    int target =
        asAdmin()
            .body("{\"since\": \"2026-11-23T09:00:00Z\", \"target\": \"a\\u0000\"}")
            .post("/v1/actionflows/runs/retry")
            .statusCode();
    int filter = asAdmin().get("/v1/actionflows/runs?target=a%00").statusCode();
    assertThat(List.of(time, target, filter)).allMatch(status -> status < 500);
  }
}
