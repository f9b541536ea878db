package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an admin sees of runs, and can do about those that failed. */
@QuarkusTest
class RunsTest extends PaydeskTest {

  private long order;

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  @AfterEach
  void forget() {
    Ledger.forget();
  }

  private void pay() {
    order = order();
    sandbox.confirm(started(order).getString("paymentIntentId"), "4242424242424242");
    eventuallyPaid(order);
  }

  /** The run of one bean, which has failed for good. */
  private long failed() {
    Ledger.SCRIPTS.put(
        "FirstLedger " + user,
        run -> Uni.createFrom().failure(new IllegalStateException("the CRM is down")));
    pay();
    eventually(
        x -> {
          tables()
              .change(
                  "update actionflow_run set attempts = ?, next_attempt_at = now()"
                      + " where order_id = ? and target = 'flow:FirstLedger' and status = 'waiting'"
                      + " and claim is null and attempts > 0",
                  RunQueue.TRIES - 1,
                  order);
          assertThat(runIs("status")).isEqualTo("failed");
        });
    // Nothing but this run is to hold up the callback.
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status from actionflow_run where order_id = ?"
                                + " and target = 'flow:AfterLedger'",
                            order))
                .isEqualTo("succeeded"));
    Ledger.SCRIPTS.clear();
    return Long.parseLong(runIs("id"));
  }

  private String runIs(String column) {
    return tables()
        .text(
            "select "
                + column
                + " from actionflow_run where order_id = ? and target = 'flow:FirstLedger'",
            order);
  }

  @Test
  void runsAreListedByFlowStatusSubjectOrderAndTarget() {
    long run = failed();
    asAdmin()
        .get("/v1/actionflows/runs?orderId=" + order)
        .then()
        .statusCode(200)
        .body("data.target", contains("flow:AfterLedger", "flow:FirstLedger"));
    asAdmin()
        .get(
            "/v1/actionflows/runs?status=failed&flow=payment&target=flow:FirstLedger&subject="
                + runIs("subject"))
        .then()
        .statusCode(200)
        .body("data.id", contains((int) run))
        .body("data[0].lastError", startsWith("IllegalStateException: the CRM is down"))
        .body("data[0].transition", equalTo("succeeded"))
        .body("data[0].userId", equalTo(user));
    asAdmin()
        .get("/v1/actionflows/runs?flow=refund&orderId=" + order)
        .then()
        .statusCode(200)
        .body("data", hasSize(0));
  }

  @Test
  void aRunShowsItsAttemptsAndTheRowsAsTheyAre() {
    long run = failed();
    asAdmin()
        .get("/v1/actionflows/runs/" + run)
        .then()
        .statusCode(200)
        .body("run.id", equalTo((int) run))
        .body("run.attempts", equalTo(RunQueue.TRIES))
        .body("attempts[0].attempt", equalTo(1))
        .body("attempts[0].error", startsWith("IllegalStateException"))
        .body("payload.order.id", equalTo((int) order))
        .body("payload.order.status", equalTo("paid"))
        .body("payload.payment.callbackProcessed", equalTo(false));
  }

  @Test
  void aFailedRunIsRetriedWithAllAttemptsAndKnowsItWasTriedBefore() {
    long run = failed();
    asAdmin()
        .post("/v1/actionflows/runs/" + run + "/retry")
        .then()
        .statusCode(200)
        .body("status", equalTo("waiting"));

    eventually(x -> assertThat(runIs("status")).isEqualTo("succeeded"));
    var told =
        Ledger.of(user).stream()
            .filter(entry -> entry.bean().equals("FirstLedger"))
            .findFirst()
            .orElseThrow();
    assertThat(told.run().processedBefore()).isTrue();
    assertThat(told.run().id()).isEqualTo(runIs("uuid"));
    assertThat(
            payment(tables().number("select id from payment where order_id = ?", order))
                .getBoolean("callbackProcessed"))
        .isTrue();
    asAdmin()
        .get("/v1/actionflows/runs/" + run)
        .then()
        .body("attempts[-1].attempt", equalTo(RunQueue.TRIES + 1))
        .body("attempts[-1].error", nullValue())
        .body("run.lastError", nullValue());
  }

  @Test
  void aCanceledRunNoLongerHoldsUpTheCallback() {
    long run = failed();
    long payment = tables().number("select id from payment where order_id = ?", order);
    assertThat(payment(payment).getBoolean("callbackProcessed")).isFalse();
    asAdmin()
        .post("/v1/actionflows/runs/" + run + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));

    assertThat(payment(payment).getBoolean("callbackProcessed")).isTrue();
    asAdmin()
        .post("/v1/actionflows/runs/" + run + "/cancel")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:run-is-over"));
    asAdmin().post("/v1/actionflows/runs/" + run + "/retry").then().statusCode(409);
  }

  @Test
  void aSucceededRunIsNotRetried() {
    pay();
    eventually(x -> assertThat(runIs("status")).isEqualTo("succeeded"));
    // The other bean's turn comes after this one's.
    eventually(x -> assertThat(Ledger.of(user)).hasSize(2));
    asAdmin()
        .post("/v1/actionflows/runs/" + runIs("id") + "/retry")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:run-is-over"));
    assertThat(Ledger.of(user)).hasSize(2);
  }

  @Test
  void allRunsThatFailedSinceATimeAreRetried() {
    var before = Instant.now();
    failed();
    asAdmin()
        .body(Map.of("since", before.toString(), "target", "flow:First_edger"))
        .post("/v1/actionflows/runs/retry")
        .then()
        .statusCode(200)
        .body("retried", equalTo(0));
    asAdmin()
        .body(Map.of("since", Instant.now().plusSeconds(60).toString()))
        .post("/v1/actionflows/runs/retry")
        .then()
        .statusCode(200)
        .body("retried", equalTo(0));
    asAdmin()
        .body(Map.of("since", before.toString(), "target", "flow:AfterLedger"))
        .post("/v1/actionflows/runs/retry")
        .then()
        .statusCode(200)
        .body("retried", equalTo(0));

    var key = UUID.randomUUID().toString();
    var wanted = Map.of("since", before.toString(), "target", "flow:FirstLedger");
    for (int i = 0; i < 2; i++) {
      asAdmin()
          .header("Idempotency-Key", key)
          .body(wanted)
          .post("/v1/actionflows/runs/retry")
          .then()
          .statusCode(200)
          .body("retried", equalTo(1));
    }
    eventually(x -> assertThat(runIs("status")).isEqualTo("succeeded"));
  }

  @Test
  void aWrongTimeIsRefused() {
    asAdmin()
        .body(Map.of("since", "yesterday"))
        .post("/v1/actionflows/runs/retry")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-time"));
  }

  @Test
  void aWrongFilterIsRefused() {
    for (var filter :
        new String[] {"flow=payments", "status=done", "subject=invoice:1", "subject=order:0"}) {
      asAdmin()
          .get("/v1/actionflows/runs?" + filter)
          .then()
          .statusCode(400)
          .body("type", equalTo("urn:paydesk:problem:invalid-run-filter"));
    }
  }

  @Test
  void onlyAnAdminSeesAndRetriesRuns() {
    for (var other : new io.paydesk.testing.http.Request[] {asUser(), asService()}) {
      other.get("/v1/actionflows/runs").then().statusCode(403);
    }
    asService().post("/v1/actionflows/runs/1/retry").then().statusCode(403);
    asAdmin()
        .get("/v1/actionflows/runs/987654321")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:paydesk:problem:not-found"));
  }
}
