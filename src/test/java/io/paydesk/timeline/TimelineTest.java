package io.paydesk.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole history of an order. */
@QuarkusTest
class TimelineTest extends PaydeskTest {

  private static final String ENDPOINTS = "/v1/actionflows/endpoints";
  private static final String DECLINED = "4000000000009995";
  private static final String GOOD = "4242424242424242";

  private final Receiver receiver = new Receiver();

  @AfterEach
  void tidyUp() {
    receiver.close();
    tables().change("update actionflow_endpoint set status = 'deleted'");
    sandbox.payOut("usd");
  }

  private Json timeline(long order, String query) {
    return json(asService().get("/v1/orders/" + order + "/timeline?limit=100" + query), 200);
  }

  /** Without events, and without the beans of other tests, which run beside this. */
  private List<String> told(long order, String query) {
    var entries = timeline(order, query).<List<Map<String, Object>>>get("data");
    return entries.stream()
        .filter(entry -> !entry.get("what").equals("event_received"))
        .filter(entry -> !entry.get("text").toString().matches("(\\w*Ledger|Moody) .*"))
        .map(TimelineTest::line)
        .toList();
  }

  private static String line(Map<String, Object> entry) {
    return entry.get("kind")
        + " "
        + entry.get("what")
        + ": "
        + entry.get("text")
        + (entry.get("amount") == null
            ? ""
            : " [" + entry.get("amount") + " " + entry.get("currency") + "]");
  }

  private Answer refund(long payment, long amount) {
    return asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("paymentId", payment, "refundAmount", amount))
        .post("/v1/refunds");
  }

  private String runs(long order) {
    return tables()
        .text(
            "select string_agg(status || attempts, ' ' order by id) from actionflow_run"
                + " where order_id = ? and not in_process",
            order);
  }

  private long attempts(long order) {
    return tables()
        .number(
            "select count(*) from actionflow_attempt where error is not null and run_id in"
                + " (select id from actionflow_run where order_id = ? and not in_process)",
            order);
  }

  private long runOf(long order) {
    return tables()
        .number(
            "select id from actionflow_run where order_id = ? and not in_process and status = 'waiting'",
            order);
  }

  @Test
  void anOrderTellsAllThatBecameOfIt() {
    var endpoint =
        asAdmin()
            .body(Map.of("url", receiver.url(), "flows", List.of("payment")))
            .post(ENDPOINTS)
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    assertThat(endpoint.getString("secret")).isNotBlank();
    var first = new AtomicInteger();
    receiver.answers(hit -> hit.body().contains(user) && first.getAndIncrement() == 0 ? 503 : 200);

    long order = order();
    var started = started(order);
    long payment = started.getLong("id");
    sandbox.confirm(started.getString("paymentIntentId"), DECLINED);
    eventually(x -> assertThat(attempts(order)).isEqualTo(1));
    asAdmin().post("/v1/actionflows/runs/" + runOf(order) + "/retry").then().statusCode(200);
    eventually(x -> assertThat(runs(order)).isEqualTo("succeeded2"));
    sandbox.confirm(started.getString("paymentIntentId"), GOOD);
    eventuallyPaid(order);
    eventually(x -> assertThat(runs(order)).isEqualTo("succeeded2 succeeded1"));
    long refund = json(refund(payment, 2500), 201).getLong("id");
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("partially_refunded"));
    workedOff();
    var dispute = sandbox.dispute(started.getString("paymentIntentId"), "fraudulent", false);
    eventually(x -> assertThat(runs(order)).isEqualTo("succeeded2 succeeded1 succeeded1"));
    sandbox.disputeIs(dispute, "won");
    eventually(
        x -> assertThat(runs(order)).isEqualTo("succeeded2 succeeded1 succeeded1 succeeded1"));
    workedOff();

    assertThat(told(order, ""))
        .containsExactly(
            "app run_succeeded: 127.0.0.1 was told: a dispute was won.",
            "stripe dispute_won: The dispute was won: 74.99 USD came back. [7499 usd]",
            "app run_succeeded: 127.0.0.1 was told: the payer's bank has taken the money, perhaps after an inquiry.",
            "stripe dispute_opened: The payer disputes the payment: their bank took 74.99 USD: fraud. [-7499 usd]",
            "paydesk order_partially_refunded: The order is refunded in part.",
            "paydesk payment_partially_refunded: 25.00 USD of the payment is back with the payer.",
            "stripe refund_succeeded: 25.00 USD went back to the payer. [-2500 usd]",
            "person refund_made: ada asked to give back 25.00 USD.",
            "app run_succeeded: 127.0.0.1 was told: a one-time payment succeeded.",
            "paydesk order_paid: The order is paid.",
            "stripe payment_succeeded: 99.99 USD came. [9999 usd]",
            "app run_succeeded: 127.0.0.1 was told in attempt 2: an attempt to pay was declined; the payer may try again.",
            "person call_made: ada had a run tried again.",
            "app run_attempt_failed: 127.0.0.1 could not be told, and is told again: an attempt to pay was declined; the payer may try again.",
            "stripe payment_declined: An attempt to pay 99.99 USD was declined: not enough money.",
            "stripe payment_pending: Stripe is ready: the payment waits for its payer.",
            "payer payment_made: The payer began to pay 99.99 USD.",
            "app order_made: The app made the order: 99.99 USD asked.");
    var all = timeline(order, "");
    assertThat(all.getString("money.words"))
        .isEqualTo(
            "99.99 USD asked, 99.99 came, 25.00 back, 74.99 withdrawn by the bank, 74.99 won back, 74.99 kept");
    long moved =
        all.<List<Map<String, Object>>>get("data").stream()
            .filter(entry -> entry.get("amount") != null)
            .mapToLong(entry -> ((Number) entry.get("amount")).longValue())
            .sum();
    assertThat(all.getLong("money.sums[0].kept")).isEqualTo(moved).isEqualTo(7499);
    eachEventIsThere(all, started.getString("paymentIntentId"));
    references(all, payment, refund);
    pagesAreTheWhole(order, all);
    nothingSecretIsThere(all, started, endpoint.getString("secret"));
  }

  private void eachEventIsThere(Json all, String intent) {
    var sent =
        sandbox.events(event -> event.toString().contains(intent)).stream()
            .filter(TimelineTest::isOfTheRows)
            .map(event -> event.get("id").textValue())
            .toList();
    var told =
        all.<List<Map<String, Object>>>get("data").stream()
            .filter(entry -> entry.get("what").equals("event_received"))
            .map(entry -> (String) ((Map<?, ?>) entry.get("references")).get("eventId"))
            .toList();
    assertThat(sent).hasSizeGreaterThan(5);
    assertThat(told).containsAll(sent);
  }

  /** A charge that failed before its intent was told of names no row. */
  private static boolean isOfTheRows(JsonNode event) {
    return !event.get("type").textValue().startsWith("charge.")
        || event.get("type").textValue().startsWith("charge.dispute");
  }

  private static void references(Json all, long payment, long refund) {
    var entries = all.<List<Map<String, Object>>>get("data");
    var came = one(entries, "payment_succeeded");
    assertThat(came).containsEntry("paymentId", (int) payment);
    assertThat((String) came.get("eventId")).startsWith("evt_");
    var asked = one(entries, "refund_made");
    assertThat(asked)
        .containsEntry("refundId", (int) refund)
        .containsEntry("paymentId", (int) payment);
    assertThat(asked.get("auditId")).isNotNull();
    assertThat(one(entries, "run_attempt_failed").get("runId")).isNotNull();
    assertThat(one(entries, "dispute_won").get("disputeId")).isNotNull();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> one(List<Map<String, Object>> entries, String what) {
    return (Map<String, Object>)
        entries.stream()
            .filter(entry -> entry.get("what").equals(what))
            .findFirst()
            .orElseThrow()
            .get("references");
  }

  private void pagesAreTheWhole(long order, Json all) {
    var paged = new ArrayList<Map<String, Object>>();
    String next = "";
    do {
      var page =
          json(
              asService()
                  .get(
                      "/v1/orders/"
                          + order
                          + "/timeline?limit=3"
                          + (next.isEmpty() ? "" : "&after=" + next)),
              200);
      paged.addAll(page.get("data"));
      next = page.getString("next");
    } while (next != null);
    assertThat(paged).isEqualTo(all.get("data"));
  }

  private void nothingSecretIsThere(Json all, Json started, String endpointSecret) {
    var text = all.get("data").toString();
    assertThat(text)
        .doesNotContain(
            started.getString("clientSecret"), endpointSecret, "_secret_", GOOD, DECLINED)
        .doesNotContain("of=paydesk", user);
  }

  @Test
  void aRowsOwnTimelineIsAPartOfItsOrders() {
    long order = order();
    var started = started(order);
    long payment = started.getLong("id");
    sandbox.confirm(started.getString("paymentIntentId"), GOOD);
    eventuallyPaid(order);
    long one = json(refund(payment, 1000), 201).getLong("id");
    long other = json(refund(payment, 2000), 201).getLong("id");
    eventually(
        x ->
            assertThat(told(order, "&refundId=" + other))
                .containsExactly(
                    "stripe refund_succeeded: 20.00 USD went back to the payer. [-2000 usd]",
                    "person refund_made: ada asked to give back 20.00 USD."));

    assertThat(told(order, "&refundId=" + one)).hasSize(2);
    assertThat(told(order, "&paymentId=" + payment))
        .contains("stripe payment_succeeded: 99.99 USD came. [9999 usd]")
        .noneMatch(line -> line.contains("order_"));
    assertThat(timeline(order, "&paymentId=" + payment).getString("money.words"))
        .isEqualTo("99.99 USD asked, 99.99 came, 30.00 back, 69.99 kept");
    assertThat(told(order, "&paymentId=" + (payment + 1_000_000))).isEmpty();
    asService()
        .get("/v1/orders/" + order + "/timeline?refundId=" + one + "&paymentId=" + payment)
        .then()
        .statusCode(400);
  }

  /** With tables of this size PostgreSQL would read them whole where it may. */
  @Test
  void noTableIsReadFromItsBeginningToItsEnd() throws SQLException {
    var sql =
        TimelineRows.READ
            .replaceAll("\\$10\\b", "20")
            .replaceAll("\\$1\\b", "1::bigint")
            .replaceAll("\\$2\\b", "true")
            .replaceAll("\\$[3-9]\\b", "null::bigint");
    var plan = new StringBuilder();
    try (var connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      try (var rows = statement.executeQuery("explain " + sql)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
    }
    assertThat(plan).contains("stripe_event_by_object", "payment_decline_of_payment");
    // One row, or as many as there are addresses.
    assertThat(
            plan.toString()
                .replaceAll("Seq Scan on (installation|actionflow_endpoint|api_key)", ""))
        .doesNotContain("Seq Scan");
  }

  @Test
  void onlyTheShopReadsIt() {
    long order = order();
    var path = "/v1/orders/" + order + "/timeline";
    asUser().get(path).then().statusCode(403);
    as("sue", "support").get(path).then().statusCode(200);
    asAdmin().get(path).then().statusCode(200);
    asAdmin().get("/v1/orders/999999999999/timeline").then().statusCode(404);
    asAdmin().get(path + "?after=yesterday").then().statusCode(400);
  }

  private Answer timelineWith(long order, String... scopes) {
    var key =
        json(
            asAdmin()
                .body(Map.of("name", "narrow", "role", "service", "scopes", List.of(scopes)))
                .post("/v1/keys"),
            201);
    return Request.given().bearer(key.getString("secret")).get("/v1/orders/" + order + "/timeline");
  }

  @Test
  void aKeyReadsByItNoMoreThanItsScopesOpen() {
    long order = order();

    timelineWith(order, "orders:read", "payments:read", "refunds:read", "disputes:read")
        .then()
        .statusCode(403)
        .body("scope", equalTo("recurring-payments:read"));
    timelineWith(order, "orders:write").then().statusCode(403);
    timelineWith(order, "read").then().statusCode(200);
  }

  @Test
  void whatPaydeskWroteDownNobodyChanges() {
    long order = order();
    asAdmin().post("/v1/orders/" + order + "/cancel").then().statusCode(200);
    eventually(x -> assertThat(orderStatus(order)).isEqualTo("canceled"));
    assertThat(told(order, "")).contains("person order_canceled: The order was canceled by ada.");
    assertThatThrownBy(
            () -> tables().change("update history set became = 'paid' where order_id = ?", order))
        .hasMessageContaining("neither changed nor removed");
    assertThatThrownBy(() -> tables().change("delete from history where order_id = ?", order))
        .hasMessageContaining("neither changed nor removed");
  }

  @Test
  void aRowThatIsOlderThanTheHistorySaysSo() {
    long order = order();
    tables()
        .change(
            "update orders set created_at = created_at - interval '9000 days', status = 'paid',"
                + " updated_at = now() - interval '8000 days' where id = ?",
            order);
    assertThat(told(order, ""))
        .containsExactly(
            "paydesk order_paid: The order is paid.",
            "app call_made: The app asked for the order.",
            "paydesk order_made: The order was made: 99.99 USD asked.");
    long silent = order();
    // As if no trigger had been there.
    tables()
        .change(
            """
            do $$ begin
              set local session_replication_role = replica;
              update orders set created_at = created_at - interval '9000 days', status = 'paid',
                updated_at = now() - interval '8000 days' where id = %d;
            end $$
            """
                .formatted(silent));
    assertThat(told(silent, ""))
        .containsExactly(
            "app call_made: The app asked for the order.",
            "paydesk last_changed: The order of 99.99 USD changed last before this history began.",
            "paydesk order_made: The order was made: 99.99 USD asked.");
  }
}
