package io.paydesk.actionflow;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.paydesk.testing.Backends;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.LogBook;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.SpanBook;
import io.paydesk.testing.http.StartedService;
import io.paydesk.trace.Trail;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a trace shows of a payment, from the request to the app's own logic, and what it must not.
 */
@QuarkusTest
class TracesTest extends Endpoints {

  private static final String CARD = "4242424242424242";
  private static final String PAYER = "203.0.113.9";
  private static final String URI_OF = "%s/v1/changes?ticket=%s";

  @Inject SpanBook spans;

  private final Receiver receiver = new Receiver();
  private final LogBook log = LogBook.open();

  @AfterEach
  void close() {
    Ledger.forget();
    receiver.close();
    log.close();
  }

  /** A trace that begins at the caller, as with a traced app. */
  private static String newTrace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static String traceparent(String trace) {
    return "00-" + trace + "-00f067aa0ba902b7-01";
  }

  private static String text(SpanData span, String attribute) {
    var value = span.getAttributes().asMap().get(AttributeKey.stringKey(attribute));
    return value == null ? null : value.toString();
  }

  private static long number(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.longKey(attribute));
  }

  private SpanData one(String trace, String name) {
    var found = spans.ofTrace(trace).stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as("%s of %s", name, spans.ofTrace(trace)).hasSize(1);
    return found.get(0);
  }

  private List<SpanData> runs(long order) {
    return spans.where(
        span ->
            span.getName().startsWith("run ")
                && ("" + order).equals(text(span, "paydesk.order.id")));
  }

  private long paid() {
    long order = order();
    sandbox.confirm(started(order).getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
    return order;
  }

  @Test
  void aRequestsTraceReachesTheCallsToStripe() {
    long order = order();
    var trace = newTrace();
    long payment =
        asUser()
            .header("traceparent", traceparent(trace))
            .body(Map.of("orderId", order))
            .post("/v1/payments")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("id");

    eventually(x -> one(trace, "POST /v1/payments"));
    var request = one(trace, "POST /v1/payments");
    assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(request.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(text(request, "paydesk.order.id")).isEqualTo("" + order);
    assertThat(text(request, "paydesk.payment.id")).isEqualTo("" + payment);
    for (var name : List.of("customers.create", "payment_intents.create")) {
      var call = one(trace, name);
      assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
      assertThat(call.getParentSpanId()).isEqualTo(request.getSpanId());
      assertThat(text(call, "paydesk.stripe.outcome")).isEqualTo("done");
      assertThat(text(call, "paydesk.stripe.request_id")).startsWith("req_");
      assertThat(number(call, "http.response.status_code")).isEqualTo(200);
    }
    assertThat(spans.ofTrace(trace)).hasSize(3);
  }

  @Test
  void aCallWithoutAnAnswerIsAnErrorOnlyOfItsOwnSpan() {
    long order = order();
    started(order());
    sandbox.faults().failNext("POST /v1/payment_intents", 503, 9);
    var trace = newTrace();
    asUser()
        .header("traceparent", traceparent(trace))
        .body(Map.of("orderId", order))
        .post("/v1/payments")
        .then()
        .statusCode(202);

    eventually(x -> one(trace, "POST /v1/payments"));
    var call = one(trace, "payment_intents.create");
    assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(call, "error.type")).isEqualTo("unknown");
    assertThat(number(call, "http.response.status_code")).isEqualTo(503);
    assertThat(one(trace, "POST /v1/payments").getStatus().getStatusCode())
        .isEqualTo(StatusCode.UNSET);
  }

  @Test
  void aTraceGoesFromTheWebhookOverTheCallbackToEachAttemptOfABean() {
    Ledger.follows = true;
    var calls = new AtomicInteger();
    var inTheBean = new CopyOnWriteArrayList<String>();
    Ledger.SCRIPTS.put(
        "FirstLedger " + user,
        run -> {
          inTheBean.add(Trail.here().traceparent());
          if (calls.incrementAndGet() == 1) {
            throw new IllegalStateException("the CRM is down");
          }
          return null;
        });
    long order = paid();
    eventually(x -> assertThat(runs(order)).hasSize(3));

    var attempts =
        runs(order).stream().filter(span -> span.getName().endsWith("FirstLedger")).toList();
    assertThat(attempts)
        .extracting(span -> number(span, "paydesk.attempt"))
        .containsExactly(1L, 2L);
    assertThat(attempts)
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
    assertThat(text(attempts.get(0), "error.type")).isEqualTo("IllegalStateException");
    var trace = attempts.get(0).getTraceId();
    assertThat(runs(order)).extracting(SpanData::getTraceId).containsOnly(trace);
    assertThat(inTheBean)
        .containsExactlyElementsOf(
            attempts.stream().map(span -> "00-" + trace + "-" + span.getSpanId() + "-01").toList());

    eventually(x -> one(trace, "POST /webhooks/stripe"));
    eventually(x -> one(trace, "event payment_intent.succeeded"));
    var request = one(trace, "POST /webhooks/stripe");
    var event = one(trace, "event payment_intent.succeeded");
    assertThat(event.getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(event.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(text(event, "paydesk.outcome")).isEqualTo("done");
    assertThat(text(event, "paydesk.order.id")).isEqualTo("" + order);
    assertThat(runs(order)).extracting(SpanData::getParentSpanId).containsOnly(event.getSpanId());
  }

  @Test
  void aRefundsTraceGoesFromItsWebhookOverTheListingAtStripeToTheBean() {
    Ledger.follows = true;
    long order = paid();
    eventually(x -> assertThat(runs(order)).hasSize(2));
    sandbox.refundAtDashboard(
        tables().text("select payment_intent_id from payment where order_id = ?", order), 100);
    eventually(x -> assertThat(runs(order)).hasSize(4));

    var run = runs(order).get(3);
    assertThat(text(run, "paydesk.refund.id"))
        .isEqualTo(tables().text("select id from refund where order_id = ?", order));
    eventually(
        x ->
            assertThat(spans.ofTrace(run.getTraceId()))
                .extracting(SpanData::getSpanId)
                .contains(run.getParentSpanId()));
    var event =
        spans.ofTrace(run.getTraceId()).stream()
            .filter(span -> span.getSpanId().equals(run.getParentSpanId()))
            .findFirst()
            .orElseThrow();
    assertThat(event.getName()).startsWith("event ");
    assertThat(one(run.getTraceId(), "refunds.list").getParentSpanId())
        .isEqualTo(event.getSpanId());
    eventually(x -> one(run.getTraceId(), "POST /webhooks/stripe"));
    assertThat(one(run.getTraceId(), "POST /webhooks/stripe").getSpanId())
        .isEqualTo(event.getParentSpanId());
  }

  @Test
  void aDeliveryTakesTheTraceToTheAppsOwnAddress() {
    var secret = created(receiver.url(), "payment").getString("secret");
    long order = paid();
    eventually(x -> assertThat(runs(order)).hasSize(1));

    var run = runs(order).get(0);
    var delivery = one(run.getTraceId(), "deliver");
    assertThat(delivery.getParentSpanId()).isEqualTo(run.getSpanId());
    assertThat(number(delivery, "http.response.status_code")).isEqualTo(200);
    var hit = receiver.hits(user).get(0);
    assertThat(hit.header("traceparent"))
        .isEqualTo("00-" + run.getTraceId() + "-" + delivery.getSpanId() + "-01");
    assertThat(hit.verifies(secret)).isTrue();
    eventually(x -> one(run.getTraceId(), "POST /webhooks/stripe"));
  }

  @Test
  void noSecretAndNoUserIsInAnySpan() {
    Ledger.follows = true;
    var endpoint = created(receiver.url(), "payment");
    long order = order();
    var payment = started(order);
    sandbox.confirm(payment.getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
    var ticket =
        asUser()
            .body(Map.of("orderId", order))
            .post("/v1/changes/tickets")
            .then()
            .statusCode(201)
            .extract()
            .<String>path("ticket");
    var url = StartedService.url();
    EventStream.open(URI.create(URI_OF.formatted(url, ticket)), Map.of()).close();
    given().get("/v1/config?ticket=" + ticket).then().statusCode(400);
    asService().get("/v1/orders?userId=" + user).then().statusCode(200);
    asUser()
        .header("X-Forwarded-For", PAYER)
        .get("/v1/users/" + user + "/entitlements")
        .then()
        .statusCode(200);
    asUser().get("/v1//users/./" + user + "/entitlements").then().statusCode(200);
    given().header("Stripe-Signature", "t=1,v1=ab").body("x").post("/webhooks/stripe");
    eventually(x -> assertThat(runs(order)).hasSize(3));
    eventually(
        x ->
            assertThat(spans.all())
                .anyMatch(span -> span.getName().equals("GET /v1/users/{userId}/entitlements")));

    var secrets =
        List.of(
            payment.getString("clientSecret"),
            "_secret_",
            "sk_test_",
            "sk_live_",
            "whsec_",
            "Bearer",
            Backends.webhookSecret(),
            endpoint.getString("secret").substring("whsec_".length()),
            ticket,
            user,
            PAYER);
    for (var span : spans.all()) {
      var told = span.getName() + span.getAttributes() + span.getStatus();
      assertThat(secrets).noneMatch(told::contains);
      assertThat(span.getEvents()).isEmpty();
    }
  }

  @Test
  void aPercentSignInAPathIsReadAsOneAndNotDecodedAgain() {
    asUser().get("/v1/orders/%25").then().statusCode(400);
    asService().get("/v1/users/100%25%20ada/entitlements").then().statusCode(200);
  }

  @Test
  void streamsProbesMetricsAndStatementsAreNotTraced() {
    given().get("/q/health/ready");
    given().get("/q/metrics");
    EventStream.open(URI.create(URI_OF.formatted(StartedService.url(), "none")), Map.of()).close();
    paid();

    assertThat(spans.all())
        .isNotEmpty()
        .noneMatch(span -> text(span, "db.system") != null || text(span, "db.system.name") != null)
        .noneMatch(span -> span.getName().contains("/q/"))
        .noneMatch(span -> String.valueOf(text(span, "url.path")).startsWith("/v1/changes"));
  }

  @Test
  void logLinesHaveTheIdsOfTheirOwnRequestOnly() {
    started(order());
    long first = order();
    long second = order();
    sandbox.faults().failNext("POST /v1/payment_intents", 503, 9);
    start(first).then().statusCode(202);
    start(second).then().statusCode(202);
    sandbox.faults().clear();
    given().header("Stripe-Signature", "t=1,v1=ab").body("x").post("/webhooks/stripe");

    // The first line is logged on a worker thread, the second on the request's own.
    var calls = log.lines("Stripe payment_intents.create: Unknown");
    var reconciled = log.lines("is not reconciled");
    for (var lines : List.of(calls, reconciled)) {
      assertThat(lines)
          .extracting(line -> line.carries().get("orderId"))
          .containsExactly("" + first, "" + second);
      assertThat(lines)
          .extracting(line -> line.carries().get("paymentId"))
          .containsExactly(paymentOf(first), paymentOf(second));
      assertThat(lines)
          .allMatch(line -> line.carries().get("traceId").matches("[0-9a-f]{32}"))
          .allMatch(line -> line.carries().get("spanId").matches("[0-9a-f]{16}"));
    }
    assertThat(calls.get(0).carries().get("traceId"))
        .isEqualTo(reconciled.get(0).carries().get("traceId"))
        .isNotEqualTo(calls.get(1).carries().get("traceId"));
  }

  private String paymentOf(long order) {
    return tables().text("select id from payment where order_id = ?", order);
  }

  @Test
  void aRunsLogLinesHaveItsId() {
    Ledger.follows = true;
    var logger = Logger.getLogger("an.app");
    Ledger.SCRIPTS.put(
        "FirstLedger " + user,
        run -> {
          logger.infof("access for %s in attempt %d", user, run.attempt());
          if (run.attempt() == 1) {
            throw new IllegalStateException("not yet, " + user);
          }
          return null;
        });
    long order = paid();
    eventually(x -> assertThat(runs(order)).hasSize(3));

    var run =
        tables()
            .text(
                "select id from actionflow_run where order_id = ? and target like '%First%'",
                order);
    var lines = new ArrayList<>(log.lines("access for " + user));
    lines.addAll(log.lines("not yet, " + user));
    assertThat(lines)
        .hasSize(3)
        .allMatch(line -> line.carries().get("orderId").equals("" + order))
        .allMatch(line -> line.carries().get("paymentId").equals(paymentOf(order)))
        .allMatch(line -> line.carries().get("runId").equals(run));
    assertThat(lines)
        .extracting(line -> line.carries().get("traceId"))
        .hasSize(3)
        .doesNotContainNull();
  }
}
