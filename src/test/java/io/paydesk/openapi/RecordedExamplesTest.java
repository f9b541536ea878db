package io.paydesk.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.paydesk.actionflow.EndpointTestAddressBook;
import io.paydesk.payment.AskLimit;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.HeldLock;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One shop's life, in which each operation is called and each problem met. What was sent and
 * answered are the examples of the API description.
 */
@QuarkusTest
@TestProfile(RecordedExamplesTest.AdasTickets.class)
class RecordedExamplesTest extends Scenario {

  private static final Path FILE = Path.of("src/main/resources/io/paydesk/openapi/examples.json");

  private static final String DECLINES = "pm_card_chargeCustomerFail";

  /** A shop of its own, with tables of its own. */
  public static class AdasTickets implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "paydesk.brand.name", "Ada's Tickets",
          "paydesk.brand.logo", "https://shop.example/logo.svg",
          "paydesk.brand.slogan", "Front row, fair price",
          "paydesk.actionflow.allow-private-addresses", "false",
          "paydesk.dev.example", "true",
          "paydesk.alert.every", "1s",
          "paydesk.stream.limit", "14",
          "paydesk.http.request-deadline", "20S");
    }
  }

  @Inject AskLimit limit;

  @Test
  void theFileInTheRepositoryIsWhatTheServiceAnswers() throws Exception {
    StandIns.statements().forEach(statement -> tables().change(statement));
    recording.standIns.show(user, "user-1");
    sandbox.faults().dropEvents(true);
    try (var slow = slowRequest()) {
      ofHttp();
      ofMoneyAndOrders();
      ofPayments();
      ofRefunds();
      ofDisputes();
      ofReviews();
      ofLists();
      ofEvents();
      ofRuns();
      ofAlerts();
      ofStreams();
      ofSubscriptions();
      ofTrials();
      ofChanges();
      ofRenewals();
      recording.problem("request-too-slow", body(slow));
    }

    var recorded = recording.text();
    if (Boolean.getBoolean("paydesk.openapi.write")) {
      Files.writeString(FILE, recorded);
    }
    assertThat(recording.driven()).containsExactlyInAnyOrderElementsOf(operations());
    assertThat(recorded).doesNotContainPattern("_test_[A-Za-z0-9]{4,}|whsec_(?!a2V)|eyJ|127\\.0");
    assertThat(recorded)
        .as("./mvnw test -Dtest=RecordedExamplesTest -Dpaydesk.openapi.write=true writes it anew")
        .isEqualTo(Files.readString(FILE));
  }

  private List<String> operations() {
    return api().calls().stream().map(DescribedApi.Call::id).toList();
  }

  // --- HTTP
  // ---------------------------------------------------------------------------------------

  /** Its body does not come, and its answer comes when the service has waited long enough. */
  private Socket slowRequest() throws IOException {
    var socket = new Socket("127.0.0.1", StartedService.port());
    socket.setSoTimeout(60_000);
    socket
        .getOutputStream()
        .write(
            "POST /v1/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                .formatted(keys.token("ada", Set.of("admin")))
                .getBytes(UTF_8));
    return socket;
  }

  private static JsonNode body(Socket socket) throws IOException {
    var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
    return Recording.json(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  private void ofHttp() {
    call("listOrders").with("x=%00").isRefused(400, "bad-request");
    call("listOrders").header("Accept", "application/xml").isRefused(406, "not-acceptable");
    call("listOrders").with("x=" + "x".repeat(5_000)).isRefused(414, "address-too-long");
    call("listOrders").header("X-Long", "x".repeat(30_000)).isRefused(431, "headers-too-large");
    call("listOrders").by(anybody()).isRefused(401, "unauthorized");
    call("listOrders")
        .by(anybody().bearer(keys.token(null, Set.of("admin"))))
        .isRefused(401, "token-without-subject");
    call("createOrder").by(asUser()).sends("{}").isRefused(403, "forbidden");
    call("listOrders").with("user=user-1").isRefused(400, "unknown-query-parameter");
    call("listOrders").with("userId=").isRefused(400, "blank-query-parameter");
    call("listOrders").with("limit=1000").isRefused(400, "invalid-limit");
    call("listOrders").with("after=last").isRefused(400, "invalid-cursor");
    call("getOrder").of("abc").isRefused(400, "invalid-id");
    call("startPayment").sends("{").isRefused(400, "not-json");
    call("startPayment").sends("null").isRefused(400, "invalid-request");
    call("startPayment")
        .sends("{\"orderId\": 42, \"amount\": \"99.99\"}")
        .isRefused(400, "wrong-type");
    call("startPayment")
        .sends("{\"orderId\": 42, \"amout\": 9999}")
        .isRefused(400, "unknown-field");
    call("startPayment").sends(new byte[1024 * 1024 + 1]).isRefused(413, "body-too-large");
    call("startPayment")
        .by(anybody().bearer(keys.token("ada", Set.of("admin"))).contentType("text/plain"))
        .sends("x")
        .isRefused(415, "unsupported-media-type");
    tables().change("alter table alert rename to alert_of_yesterday");
    call("listAlerts").isRefused(500, "internal-error");
    tables().change("alter table alert_of_yesterday rename to alert");
  }

  // --- Orders
  // -------------------------------------------------------------------------------------

  private static final String TICKETS =
      """
      {
        "userId": "%s",
        "price": "99.99",
        "currency": "usd",
        "description": "Two tickets",
        "receiptEmail": "ada@example.com",
        "metadata": {"seats": "A1, A2"}
      }
      """;

  private static final String MEMBERSHIP =
      """
      {
        "userId": "%s",
        "price": "9.00",
        "currency": "eur",
        "description": "Membership",
        "receiptEmail": "ada@example.com",
        "priceId": "price_monthly",
        "quantity": 1,
        "trialDays": 14
      }
      """;

  private long tickets;

  private void ofMoneyAndOrders() {
    call("getConfig").by(anybody()).answers(200, "a-shop");
    call("getCurrency").by(anybody()).of("usd").answers(200, "two-decimals");
    call("getCurrency").by(anybody()).of("jpy").answers(200, "no-decimals");
    call("getCurrency").by(anybody()).of("xyz").isRefused(422, "unknown-currency");

    var key = UUID.randomUUID().toString();
    tickets =
        call("createOrder")
            .by(asService())
            .keyed(key)
            .shown("one-time", TICKETS.formatted(user))
            .answers(201, "pending")
            .getLong("id");
    var membership =
        call("createOrder")
            .by(asService())
            .shown("subscription", MEMBERSHIP.formatted(user))
            .succeeds(201);
    call("deleteOrder").of(membership.jsonPath().getLong("id")).succeeds(204);
    call("getOrder").of(4711).isRefused(404, "not-found", "order-not-found");
    call("listOrders")
        .with("status=payed")
        .isRefused(400, "invalid-status", "invalid-order-status");
    ofKeys(key);

    for (var refused :
        List.of(
            List.of("\"currency\": \"usd\", \"price\": \"$99.99\"", "invalid-price"),
            List.of("\"currency\": \"usd\", \"price\": \"99.999\"", "too-many-decimals"),
            List.of("\"currency\": \"usd\", \"price\": \"99999999999999\"", "amount-out-of-range"),
            List.of("\"currency\": \"kwd\", \"price\": \"1.234\"", "amount-not-chargeable"),
            List.of("\"currency\": \"usd\", \"price\": \"0.49\"", "amount-too-small"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"9.99\", \"receiptEmail\": \"Ada <a@b.c>\"",
                "invalid-receipt-email"),
            List.of(
                "\"currency\": \"usd\", \"price\": \"9.99\", \"trialDays\": 14",
                "subscription-fields-without-price"))) {
      call("createOrder")
          .sends("{\"userId\": \"user-1\", " + refused.get(0) + "}")
          .isRefused(422, refused.get(1));
    }
    var tooMany =
        IntStream.range(0, 51).boxed().collect(Collectors.toMap(i -> "seat" + i, i -> "A" + i));
    call("createOrder")
        .sends(Map.of("userId", "user-1", "price", "9.99", "currency", "usd", "metadata", tooMany))
        .isRefused(400, "too-much-metadata");
    call("createOrder")
        .sends("{\"userId\": \"user-1\", \"description\": \"\\ud800\"}")
        .isRefused(400, "invalid-text");
  }

  private void ofKeys(String key) {
    var order = TICKETS.formatted(user);
    call("createOrder")
        .by(asService())
        .keyed(key)
        .sends(order.replace("99.99", "9.99"))
        .isRefused(422, "idempotency-key-reused");
    tables()
        .change(
            "update idempotency_key set status = null, leased_until = now() + interval '1 minute'"
                + " where key = ?",
            key);
    call("createOrder")
        .by(asService())
        .keyed(key)
        .sends(order)
        .isRefused(409, "idempotency-key-in-use");
    call("createOrder")
        .keyed("k".repeat(256))
        .sends(order)
        .isRefused(400, "invalid-idempotency-key");
    call("createRefund").sends("{\"paymentId\": 7}").isRefused(400, "idempotency-key-missing");
  }

  // --- Payments
  // -----------------------------------------------------------------------------------

  private Paid bought;

  private void ofPayments() {
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d, \"currency\": \"eur\"}".formatted(tickets))
        .isRefused(422, "currency-mismatch");
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d, \"amount\": 99}".formatted(tickets))
        .isRefused(422, "amount-mismatch");
    try (var held =
        HeldLock.take(tables(), "select * from orders where id = ? for update", tickets)) {
      call("startPayment")
          .by(asUser())
          .sends("{\"orderId\": %d}".formatted(tickets))
          .isRefused(503, "busy");
    }
    var begun =
        call("startPayment")
            .by(asUser())
            .shown("an-order", "{\"orderId\": %d}".formatted(tickets))
            .answers(201, "pending");
    call("startPayment")
        .by(asUser())
        .shown(
            "what-the-payer-saw",
            "{\"orderId\": %d, \"currency\": \"usd\", \"amount\": 9999}".formatted(tickets))
        .answers(200, "pending");
    long payment = begun.getLong("id");
    var intent = begun.getString("paymentIntentId");
    stripeIsSilent("GET /v1/payment_intents");
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(tickets))
        .isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-begun-payment");
    stripeAnswers();
    refundOf(payment, "").isRefused(409, "payment-not-settled");
    call("deleteOrder").of(tickets).isRefused(409, "order-linked");

    heard(() -> sandbox.confirm(intent, "4000000000009995"));
    call("getPayment").by(asUser()).of(payment).answers(200, "declined");
    heard(() -> sandbox.confirm(intent, GOOD_CARD));
    callbackIsProcessed(payment);
    bought = new Paid(tickets, payment, intent);
    call("getPayment").by(asUser()).of(payment).answers(200, "succeeded");
    call("getOrder").by(asUser()).of(tickets).answers(200, "paid");
    call("refreshPayment").of(payment).answers(200, "succeeded");
    asked(
        "payment",
        payment,
        () -> call("refreshPayment").of(payment).isRefused(429, "too-many-requests"));
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(tickets))
        .isRefused(409, "order-already-paid");
    call("cancelPayment").of(payment).isRefused(409, "payment-not-cancelable");
    call("getPayment").of(4711).isRefused(404, "not-found", "payment-not-found");
    call("listPayments")
        .with("status=paid")
        .isRefused(400, "invalid-status", "invalid-payment-status");
    ofPaymentsThatAreNot();
  }

  /** Runs this while as many as may ask Stripe about a row do so. */
  private void asked(String table, long id, Runnable work) {
    var asking =
        IntStream.range(0, 16)
            .mapToObj(
                n ->
                    limit
                        .within(table, id, () -> Uni.createFrom().nothing())
                        .subscribe()
                        .with(x -> {}))
            .toList();
    work.run();
    asking.forEach(one -> one.cancel());
  }

  private void ofPaymentsThatAreNot() {
    long unknown = ordered(user, "24.00", "One ticket");
    stripeIsSilent("POST /v1/payment_intents", "GET /v1/payment_intents");
    var lost =
        call("startPayment")
            .by(asUser())
            .sends("{\"orderId\": %d}".formatted(unknown))
            .answers(202, "unknown");
    call("refreshPayment").of(lost.getLong("id")).answers(202, "unknown");
    call("cancelPayment").of(lost.getLong("id")).answers(202, "asked-for");
    stripeAnswers();
    call("cancelPayment").of(lost.getLong("id")).answers(200, "canceled");

    long given = ordered(user, "24.00", "One ticket");
    begunBy(user, given);
    stripeIsSilent("POST /v1/payment_intents", "GET /v1/payment_intents");
    call("cancelOrder").by(asService()).of(given).answers(202, "asked-for");
    stripeAnswers();
    call("cancelOrder").by(asService()).of(given).answers(200, "canceled");
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(given))
        .isRefused(409, "order-not-payable");

    long dear = ordered(user, "1000000.00", "The whole hall");
    call("startPayment")
        .by(asUser())
        .sends("{\"orderId\": %d}".formatted(dear))
        .isRefused(422, "refused-by-stripe", "payment-refused-by-stripe");
    long firstOne = ordered("user-9", "24.00", "One ticket");
    stripeIsSilent("POST /v1/customers", "GET /v1/customers");
    call("startPayment")
        .by(as("user-9"))
        .sends("{\"orderId\": %d}".formatted(firstOne))
        .isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-new-payment");
    stripeAnswers();
    sandbox.faults().failNext("POST /v1/customers", 400, 1);
    call("startPayment")
        .by(as("user-9"))
        .sends("{\"orderId\": %d}".formatted(firstOne))
        .isRefused(422, "refused-by-stripe", "payer-refused-by-stripe");
  }

  // --- Refunds
  // ------------------------------------------------------------------------------------

  private Asking refundOf(long payment, String fields) {
    return call("createRefund").keyed().sends("{\"paymentId\": %d%s}".formatted(payment, fields));
  }

  private void ofRefunds() {
    long payment = bought.payment();
    refundOf(payment, ", \"refundAmount\": null").isRefused(400, "refund-amount-null");
    refundOf(payment, ", \"currency\": \"eur\"").isRefused(422, "refund-currency-mismatch");
    var part =
        call("createRefund")
            .keyed()
            .shown(
                "a-part",
                """
                {"paymentId": %d, "refundAmount": 2500, "currency": "usd", "reason": "requested_by_customer"}
                """
                    .formatted(payment))
            .answers(201, "succeeded");
    refundOf(payment, ", \"refundAmount\": 8000").isRefused(422, "refund-exceeds-remaining");
    long refund = part.getLong("id");
    quiet();
    call("getRefund").by(asUser()).of(refund).answers(200, "succeeded");
    call("refreshRefund").of(refund).answers(200, "succeeded");

    stripeIsSilent("POST /v1/refunds", "GET /v1/refunds");
    long lost = refundOf(payment, ", \"refundAmount\": 1000").answers(202, "unknown").getLong("id");
    call("refreshRefund").of(lost).answers(202, "unknown");
    stripeAnswers();
    call("refreshRefund").of(lost).succeeds(200);
    call("getRefund").of(4711).isRefused(404, "not-found", "refund-not-found");
    call("listRefunds")
        .with("status=paid")
        .isRefused(400, "invalid-status", "invalid-refund-status");

    var other = paid(user, "24.00", "One ticket", "4000000000007726");
    sandbox.holdRefunds(true);
    var pending =
        call("createRefund")
            .keyed()
            .shown("all", "{\"paymentId\": %d}".formatted(other.payment()))
            .answers(201, "pending");
    refundOf(other.payment(), "").isRefused(422, "nothing-to-refund");
    heard(() -> sandbox.refundFails(pending.getString("refundId"), "expired_or_canceled_card"));
    sandbox.holdRefunds(false);
    call("getRefund").of(pending.getLong("id")).answers(200, "failed");
    sandbox.payOut("usd");
    refundOf(other.payment(), "")
        .isRefused(422, "refused-by-stripe", "new-refund-refused-by-stripe");
    paid("user-8", "5000.00", "A box for the season");
  }

  // --- Disputes
  // -----------------------------------------------------------------------------------

  private void ofDisputes() {
    var disputed = paid(user, "99.99", "Two tickets");
    heard(() -> sandbox.dispute(disputed.intent(), "fraudulent", false));
    long dispute =
        tables().number("select id from dispute where payment_id = ?", disputed.payment());
    call("getDispute").by(asUser()).of(dispute).answers(200, "open");
    call("getDispute").of(4711).isRefused(404, "not-found", "dispute-not-found");
    refundOf(disputed.payment(), "").isRefused(409, "payment-disputed");
  }

  // --- Reviews
  // ------------------------------------------------------------------------------------

  /** The shop's price was another when the payer paid. */
  private Paid inReview() {
    long order = ordered(user, "99.99", "Two tickets");
    var begun = begunBy(user, order);
    tables().change("update orders set amount = 8999 where id = ?", order);
    heard(() -> sandbox.confirm(begun.getString("paymentIntentId"), GOOD_CARD));
    assertThat(orderStatus(order)).isEqualTo("review");
    return new Paid(order, begun.getLong("id"), begun.getString("paymentIntentId"));
  }

  private Asking resolution(long order, String fields) {
    return call("resolveOrder").of(order).sends("{" + fields + "}");
  }

  private void ofReviews() {
    var first = inReview();
    call("cancelOrder").of(first.order()).isRefused(409, "order-not-cancelable");
    resolution(first.order(), "\"resolution\": \"ignore\"").isRefused(400, "invalid-resolution");
    resolution(first.order(), "\"resolution\": \"refund\", \"endSubscription\": \"later\"")
        .isRefused(400, "invalid-end-subscription");
    call("resolveOrder")
        .of(first.order())
        .shown("accept", "{\"resolution\": \"accept\"}")
        .answers(200, "accepted");
    resolution(first.order(), "\"resolution\": \"accept\"").isRefused(409, "order-not-in-review");

    var second = inReview();
    stripeIsSilent("POST /v1/refunds");
    call("resolveOrder")
        .of(second.order())
        .shown("refund", "{\"resolution\": \"refund\"}")
        .answers(202, "refund-on-its-way");
    resolution(second.order(), "\"resolution\": \"accept\"").isRefused(409, "refund-under-way");
    stripeAnswers();
    resolution(second.order(), "\"resolution\": \"refund\"").succeeds(200);

    var third = inReview();
    tables()
        .change("update payment set payment_intent_id = 'pi_gone' where id = ?", third.payment());
    resolution(third.order(), "\"resolution\": \"refund\"")
        .isRefused(422, "refused-by-stripe", "refund-refused-by-stripe");
  }

  // --- Lists
  // --------------------------------------------------------------------------------------

  private static final String REGULAR = "user-2";

  /** Whoever buys twice has two of everything. */
  private void ofLists() {
    for (int i = 1; i <= 2; i++) {
      var paid = paid(REGULAR, "48.00", "Two tickets");
      refundOf(paid.payment(), ", \"refundAmount\": 800, \"reason\": \"requested_by_customer\"")
          .succeeds(201);
      heard(() -> sandbox.risk().dispute(paid.intent(), "product_not_received", false, 4000));
    }
    for (var list : List.of("listOrders", "listPayments", "listRefunds", "listDisputes")) {
      pages(list, "userId=" + REGULAR);
    }
  }

  /** The first page of two, and the second. */
  private void pages(String operation, String filter) {
    var page = call(operation).with(filter + "&limit=1").answers(200, "a-page");
    call(operation)
        .with(filter + "&limit=1&after=" + page.getString("next"))
        .answers(200, "the-last-page");
  }

  // --- Stripe's events
  // ----------------------------------------------------------------------------

  private void ofEvents() {
    var signed = "{\"id\": \"evt_\", \"object\": \"event\"}";
    call("receiveStripeEvent")
        .by(anybody())
        .header("Stripe-Signature", "t=1,v1=0")
        .sends(signed)
        .isRefused(400, "invalid-signature");
    refused(
        "not-an-event",
        "not-an-event",
        Recording.json(deliver("{\"object\": \"event\", \"livemode\": false}").asString()));
    try (var held = HeldLock.take(tables(), "lock table stripe_event in share mode")) {
      refused(
          "inbox-away",
          "inbox-away",
          Recording.json(
              deliver(
                      StripeEvents.event(
                              "customer.updated",
                              Recording.json("{\"id\": \"cus_1\", \"object\": \"customer\"}"))
                          .toString())
                  .asString()));
    }
    var paid = paid(user, "24.00", "One ticket");
    quiet();
    var event =
        sandbox
            .events(
                one ->
                    one.path("type").asText().equals("payment_intent.succeeded")
                        && one.at("/data/object/id").asText().equals(paid.intent()))
            .get(0);
    var told = event.path("id").asText();
    recording.request("receiveStripeEvent", "payment-succeeded", members(event));
    deliver(event.toString()).then().statusCode(200);
    recording.drove("receiveStripeEvent");

    call("listEvents").with("type=payment_intent.succeeded&limit=1").answers(200, "a-page");
    call("listEvents").with("status=lost").isRefused(400, "invalid-status", "invalid-event-status");
    call("replayEvent").of("evt_4711").isRefused(404, "not-found", "event-not-found");
    var updated =
        StripeEvents.event(
            "customer.updated",
            Recording.json("{\"id\": \"cus_123456789012\", \"object\": \"customer\"}"));
    deliver(updated.toString()).then().statusCode(200);
    quiet();
    call("replayEvent").of(updated.path("id").asText()).isRefused(409, "event-without-callback");
    call("replayEvent").of(told).answers(200, "waiting");
    quiet();
    tables()
        .change(
            "update stripe_event set status = 'failed', attempts = 75, last_error = 'No answer came from Stripe',"
                + " finished_at = now() where id = ?",
            told);
    call("listEvents").with("status=failed&limit=1").answers(200, "the-last-page");
    call("retryEvents").sends("{\"since\": \"yesterday\"}").isRefused(400, "invalid-time");
    call("retryEvents")
        .shown("all", "{\"since\": \"2026-11-23T09:31:01Z\"}")
        .answers(200, "retried");
    call("retryEvents")
        .shown(
            "of-one-type",
            "{\"since\": \"2026-11-23T09:31:01Z\", \"type\": \"payment_intent.succeeded\"}")
        .succeeds(200);
    quiet();
  }

  /** What of an event Paydesk reads; Stripe sends more. */
  private static JsonNode members(JsonNode event) {
    var shown = (ObjectNode) event.deepCopy();
    shown.retain("id", "object", "type", "api_version", "created", "livemode", "data");
    shown.put("created", 1_795_426_261);
    ((ObjectNode) shown.path("data")).retain("object");
    ((ObjectNode) shown.at("/data/object")).retain("id", "object");
    return shown;
  }

  // --- Runs and endpoints
  // -------------------------------------------------------------------------

  private void ofRuns() {
    for (var refused :
        List.of(
            List.of("\"shop.example/paydesk\", \"flows\": [\"payment\"]", "invalid-endpoint-url"),
            List.of(
                "\"https://name:word@shop.example/paydesk\", \"flows\": [\"payment\"]",
                "endpoint-url-with-user-info"),
            List.of(
                "\"http://shop.example/paydesk\", \"flows\": [\"payment\"]",
                "endpoint-url-not-https"),
            List.of(
                "\"https://shop.invalid/paydesk\", \"flows\": [\"payment\"]",
                "endpoint-host-unknown"),
            List.of(
                "\"https://10.0.0.1/paydesk\", \"flows\": [\"payment\"]", "endpoint-not-public"))) {
      call("createActionflowEndpoint")
          .sends("{\"url\": " + refused.get(0) + "}")
          .isRefused(422, refused.get(1));
    }
    call("createActionflowEndpoint")
        .sends("{\"url\": \"https://shop.example\", \"flows\": []}")
        .isRefused(400, "endpoint-without-flows");
    call("createActionflowEndpoint")
        .sends("{\"url\": \"https://shop.example\", \"flows\": [\"PAYMENT\"]}")
        .isRefused(400, "unknown-flow");

    EndpointTestAddressBook.NAMES.put("shop.example", List.of("93.184.215.14"));
    endpoint("https://shop.example/paydesk/old").then().statusCode(201);
    long endpoint =
        call("createActionflowEndpoint")
            .shown(
                "tickets",
                """
                {"url": "https://shop.example/paydesk", "flows": ["payment", "refund"], "description": "Sends the tickets"}
                """)
            .answers(201, "made")
            .getLong("endpoint.id");
    call("rotateActionflowEndpoint").of(endpoint).answers(200, "rotated");
    call("getActionflowEndpoint").of(endpoint).answers(200, "active");
    call("getActionflowEndpoint").of(4711).isRefused(404, "not-found", "endpoint-not-found");
    var page = call("listActionflowEndpoints").with("limit=1").answers(200, "a-page");
    var old =
        call("listActionflowEndpoints")
            .with("limit=1&after=" + page.getString("next"))
            .answers(200, "the-last-page");
    call("deleteActionflowEndpoint").of(old.getLong("data[0].id")).succeeds(204);
    // From here on its name leads nowhere, so each delivery fails.
    EndpointTestAddressBook.NAMES.clear();
    ofFailures(endpoint);
  }

  private Answer endpoint(String url) {
    return asAdmin()
        .body(Map.of("url", url, "flows", List.of("payment")))
        .post("/v1/actionflows/endpoints");
  }

  private void ofFailures(long endpoint) {
    var paid = paid(user, "24.00", "One ticket");
    var target = "endpoint:" + endpoint;
    var failed =
        "select id from actionflow_run where order_id = ? and target = ? and status = 'failed'";
    eventually(
        x -> {
          tables()
              .change(
                  "update actionflow_run set attempts = 19, next_attempt_at = now()"
                      + " where order_id = ? and target = ? and status = 'waiting' and claim is null and attempts > 0",
                  paid.order(),
                  target);
          assertThat(tables().text(failed, paid.order(), target)).isNotNull();
        });
    long run = tables().number(failed, paid.order(), target);
    // How often it was tried before this test made it due is luck.
    tables()
        .change(
            "delete from actionflow_attempt where run_id = ? and attempt > 1 and attempt < 20",
            run);
    call("getRun").of(run).answers(200, "failed");
    pages("listRuns", "orderId=" + paid.order());
    call("listRuns").with("flow=payments").isRefused(400, "invalid-run-filter");
    call("getRun").of(4711).isRefused(404, "not-found", "run-not-found");
    tables().change("update actionflow_endpoint set failures = 2 where id = ?", endpoint);
    call("pauseActionflowEndpoint").of(endpoint).answers(200, "paused");
    call("getActionflowEndpoint").of(endpoint).answers(200, "paused");
    call("retryRuns").shown("all", "{\"since\": \"2026-11-23T09:31:02Z\"}").answers(200, "retried");
    call("retryRuns")
        .shown(
            "of-one-target",
            "{\"since\": \"2026-11-23T09:31:02Z\", \"target\": \"flow:GrantAccess\"}")
        .succeeds(200);
    call("retryRun").of(run).answers(200, "waiting");
    call("cancelRun").of(run).answers(200, "canceled");
    call("retryRun").of(run).isRefused(409, "run-is-over");
    call("resumeActionflowEndpoint").of(endpoint).answers(200, "active");
    call("deleteActionflowEndpoint").of(endpoint).succeeds(204);
  }

  // --- Alerts
  // -------------------------------------------------------------------------------------

  private void ofAlerts() {
    for (var payer : List.of("pia", "paul")) {
      var intent =
          begunBy(payer, ordered(payer, "99.99", "Two tickets")).getString("paymentIntentId");
      heard(
          () -> {
            for (int i = 0; i < 5; i++) {
              sandbox.confirm(intent, "4000000000000002");
            }
          });
      eventually(
          x ->
              assertThat(
                      tables()
                          .text(
                              "select observed from alert where kind = 'user_declines' and subject = ?",
                              payer))
                  .isEqualTo("5"));
    }
    pages("listAlerts", "kind=user_declines");
    call("listAlerts").with("kind=weather").isRefused(400, "invalid-alert-filter");
  }

  // --- Streams
  // ------------------------------------------------------------------------------------

  private void ofStreams() {
    long order = ordered(user, "99.99", "Two tickets");
    var begun = begunBy(user, order);
    try (var stream = follow("?orderId=" + order, token(user))) {
      eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      heard(() -> sandbox.confirm(begun.getString("paymentIntentId"), GOOD_CARD));
      callbackIsProcessed(begun.getLong("id"));
      eventually(x -> assertThat(frames(stream)).hasSize(3));
      recording.answer(
          "streamChanges", 200, "a-payment-succeeds", new TextNode(shown(frames(stream))));
    }
    try (var stream = openUntilItsTokenEnds()) {
      eventually(x -> assertThat(stream.hasEnded()).isTrue());
      var end =
          Arrays.stream(stream.raw().split("(?<=\n\n)"))
              .filter(frame -> frame.contains("event: end"))
              .toList();
      recording.answer("streamChanges", 200, "the-token-expires", new TextNode(shown(end)));
    }
    recording.drove("streamChanges");
    ofTickets(order, begun.getLong("id"));
    refusedStream("?table=orders", token(user), "invalid-table");
    ofTooMany();
  }

  /** With another token where the first has expired before the stream was open. */
  private EventStream openUntilItsTokenEnds() {
    var opened = new AtomicReference<EventStream>();
    eventually(
        x -> {
          var token = keys.token(user, Set.of(), Instant.now().plusSeconds(3));
          var stream = follow("", Map.of("Authorization", "Bearer " + token));
          if (stream.status() != 200) {
            stream.close();
          }
          assertThat(stream.status()).isEqualTo(200);
          opened.set(stream);
        });
    return opened.get();
  }

  /** The first, one that tells that the payment succeeded, and a heartbeat. */
  private static List<String> frames(EventStream stream) {
    var all = stream.raw().split("(?<=\n\n)");
    var frames = new ArrayList<String>(List.of(all[0]));
    Arrays.stream(all)
        .filter(
            frame ->
                frame.contains("\"status\":\"succeeded\"")
                    && frame.contains("\"callbackProcessed\":true")
                    && frame.endsWith("\n\n"))
        .findFirst()
        .ifPresent(frames::add);
    Arrays.stream(all)
        .skip(1)
        .filter(frame -> frame.startsWith(":") && frame.endsWith("\n\n"))
        .findFirst()
        .ifPresent(frames::add);
    return frames;
  }

  /** Where a stream stands is different each time. */
  private static String shown(List<String> frames) {
    return frames.stream()
        .flatMap(String::lines)
        .map(
            line ->
                line.replaceAll("^id: .*", "id: 7399817286034129412-00000001-5-1764000000000_812"))
        .map(line -> line.replaceAll("^retry: .*", "retry: 2713"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private void refusedStream(String query, Map<String, String> headers, String problem) {
    try (var stream = follow(query, headers)) {
      refused(problem, problem, stream.problem());
    }
  }

  private void ofTickets(long order, long payment) {
    var ticket =
        call("createStreamTicket")
            .by(asUser())
            .shown("of-one-order", "{\"orderId\": %d}".formatted(order))
            .answers(201, "a-ticket")
            .getString("ticket");
    call("createStreamTicket")
        .by(asUser())
        .shown("of-one-payment", "{\"paymentId\": %d}".formatted(payment))
        .succeeds(201);
    refusedStream("?ticket=" + ticket + "&orderId=" + tickets, Map.of(), "outside-the-ticket");
    refusedStream("?ticket=none", Map.of(), "ticket-not-valid");
  }

  private void ofTooMany() {
    var streams = new ArrayList<EventStream>();
    try {
      for (int i = 0; i < 10; i++) {
        streams.add(follow("", token("user-3")));
        var stream = streams.get(i);
        eventually(x -> assertThat(stream.lastId()).isNotEmpty());
      }
      refusedStream("", token("user-3"), "too-many-streams-of-user");
      eventually(
          x -> {
            var another = follow("", token("user-4"));
            streams.add(another);
            assertThat(another.status()).isEqualTo(503);
          });
      refused("too-many-streams", "too-many-streams", streams.get(streams.size() - 1).problem());
    } finally {
      streams.forEach(EventStream::close);
    }
  }

  // --- Subscriptions
  // ------------------------------------------------------------------------------

  private long membership;
  private Json subscribed;

  private Asking starting(String who, long order, String more) {
    return call("startRecurringPayment")
        .by(as(who))
        .sends("{\"orderId\": %d, \"priceId\": \"%s\"%s}".formatted(order, price, more));
  }

  /** An order of a month's membership. */
  private long membership(String who, String more) {
    return json(
            asService()
                .body(
                    "{\"userId\": \"%s\", \"price\": \"15.00\", \"currency\": \"usd\", \"description\": \"Membership\", \"priceId\": \"%s\"%s}"
                        .formatted(who, price, more))
                .post("/v1/orders"),
            201)
        .getLong("id");
  }

  private long id() {
    return subscribed.getLong("recurringPayment.id");
  }

  private void ofSubscriptions() {
    recording.standIns.show(price, "price_monthly");
    membership = membership(user, "");
    starting(user, tickets, "").isRefused(409, "order-not-for-subscription");
    starting(user, membership, ", \"quantity\": 2").isRefused(422, "subscription-mismatch");
    stripeIsSilent("GET /v1/prices");
    starting(user, membership, "")
        .isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-new-subscription");
    stripeAnswers();
    sandbox.faults().failNext("POST /v1/subscriptions", 400, 1);
    starting(user, membership, "")
        .isRefused(422, "refused-by-stripe", "subscription-refused-by-stripe");
    subscribed =
        call("startRecurringPayment")
            .by(asUser())
            .shown(
                "the-orders-price",
                "{\"orderId\": %d, \"priceId\": \"%s\"}".formatted(membership, price))
            .answers(201, "to-be-paid");
    starting(user, membership, "").answers(200, "begun-already");
    stripeIsSilent("GET /v1/subscriptions");
    starting(user, membership, "")
        .isRefused(503, "stripe-unavailable", "stripe-unavailable-for-a-begun-subscription");
    stripeAnswers();
    heard(() -> pay(subscribed, GOOD_CARD));
    isProcessed(id(), "active");
    call("getRecurringPayment").by(asUser()).of(id()).answers(200, "active");
    call("refreshRecurringPayment").of(id()).answers(200, "active");
    call("payRecurringPayment").by(asUser()).of(id()).isRefused(409, "nothing-to-pay");
    call("getRecurringPayment").of(4711).isRefused(404, "not-found", "recurring-payment-not-found");
    call("listRecurringPayments")
        .with("status=paid")
        .isRefused(400, "invalid-status", "invalid-recurring-payment-status");
    call("getEntitlements").by(asUser()).of(user).answers(200, "one");
    call("getEntitlements").of("user-5").answers(200, "none");
    call("getEntitlements").by(asUser()).of("user-2").isRefused(404, "not-found", "user-not-found");
    starting(user, membership(user, ""), "").isRefused(409, "subscription-exists");
    ofPrices();
    stripeIsSilent("POST /v1/subscriptions", "GET /v1/subscriptions");
    var lost = starting("user-3", membership("user-3", ""), "").answers(202, "unknown");
    call("refreshRecurringPayment").of(lost.getLong("recurringPayment.id")).answers(202, "unknown");
    stripeAnswers();
    call("refreshRecurringPayment").of(lost.getLong("recurringPayment.id")).succeeds(200);
  }

  private void isProcessed(long recurring, String status) {
    eventually(
        x ->
            assertThat(
                    tables()
                        .text(
                            "select status || ' ' || callback_processed from recurring_payment where id = ?",
                            recurring))
                .isEqualTo(status + " true"));
  }

  private void ofPrices() {
    var monthly = price;
    price = "price_weekly";
    starting(user, membership(user, ""), "").isRefused(422, "price-not-found");
    price = sandbox.billing().price("usd", 1200, "month");
    recording.standIns.show(price, "price_student");
    starting(user, membership(user, ""), "").isRefused(422, "price-mismatch");
    price = sandbox.billing().price("usd", 1500, "month");
    recording.standIns.show(price, "price_of_last_year");
    sandbox.billing().retire(price);
    starting(user, membership(user, ""), "").isRefused(422, "price-not-usable");
    long canceled = membership(user, "");
    call("cancelOrder").of(canceled).succeeds(200);
    starting(user, canceled, "")
        .isRefused(409, "order-not-payable", "order-not-payable-by-subscription");
    price = monthly;
  }

  private void ofTrials() {
    var tried = membership("user-4", ", \"trialDays\": 14");
    var trial = starting("user-4", tried, "").answers(201, "a-trial-that-asks-for-a-card");
    call("cancelOrder")
        .of(tried)
        .isRefused(409, "subscription-running", "order-subscription-running");
    call("cancelRecurringPayment")
        .of(trial.getLong("recurringPayment.id"))
        .sends("{\"when\": \"now\"}")
        .answers(200, "canceled");
    call("resumeRecurringPayment")
        .of(trial.getLong("recurringPayment.id"))
        .isRefused(409, "subscription-not-running");
    starting("user-4", membership("user-4", ", \"trialDays\": 14"), "")
        .isRefused(409, "trial-used");
  }

  private Json active(String who) {
    var begun = json(starting(who, membership(who, ""), "").send(), 201);
    heard(() -> pay(begun, GOOD_CARD));
    isProcessed(begun.getLong("recurringPayment.id"), "active");
    return begun;
  }

  private void ofChanges() {
    call("cancelRecurringPayment")
        .by(asUser())
        .of(id())
        .shown("with-its-period", "{\"when\": \"period_end\"}")
        .answers(200, "ends-with-its-period");
    stripeIsSilent("POST /v1/subscriptions");
    call("resumeRecurringPayment").by(asUser()).of(id()).answers(202, "asked-for");
    call("changeRecurringPaymentQuantity")
        .of(id())
        .sends("{\"quantity\": 2}")
        .isRefused(409, "change-under-way");
    stripeAnswers();
    call("refreshRecurringPayment").of(id()).succeeds(200);
    call("resumeRecurringPayment").by(asUser()).of(id()).answers(200, "goes-on");
    call("changeRecurringPaymentQuantity")
        .of(id())
        .shown("two", "{\"quantity\": 2}")
        .answers(200, "changed");
    stripeIsSilent("POST /v1/subscriptions");
    call("changeRecurringPaymentQuantity")
        .of(id())
        .sends("{\"quantity\": 1}")
        .answers(202, "asked-for");
    stripeAnswers();
    call("refreshRecurringPayment").of(id()).succeeds(200);
    sandbox.faults().failNext("DELETE /v1/subscriptions", 400, 1);
    call("cancelRecurringPayment")
        .of(id())
        .sends("{\"when\": \"now\"}")
        .isRefused(422, "refused-by-stripe", "change-refused-by-stripe");
    ofRefundsOfSubscriptions();
    stripeIsSilent("DELETE /v1/subscriptions");
    call("cancelRecurringPayment")
        .by(asUser())
        .of(id())
        .shown("now", "{\"when\": \"now\"}")
        .answers(202, "asked-for");
    stripeAnswers();
  }

  private void ofRefundsOfSubscriptions() {
    long payment = tables().number("select min(id) from payment where order_id = ?", membership);
    tables()
        .change(
            "update orders set status = 'review', review_reason = 'overpaid' where id = ?",
            membership);
    tables().change("update payment set review_reason = 'overpaid' where id = ?", payment);
    resolution(membership, "\"resolution\": \"refund\"")
        .isRefused(409, "subscription-running", "refund-subscription-running");
    sandbox.faults().failNext("DELETE /v1/subscriptions", 400, 1);
    call("resolveOrder")
        .of(membership)
        .shown(
            "refund-and-end-the-subscription",
            "{\"resolution\": \"refund\", \"endSubscription\": \"now\"}")
        .answers(200, "refunded-but-the-subscription-runs-on");
    var twice = active("user-5");
    long order = twice.getLong("recurringPayment.orderId");
    tables()
        .change(
            """
            insert into recurring_payment (order_id, user_id, uuid, price_id, quantity, status, subscription_id)
            select order_id, user_id, gen_random_uuid(), 'price_of_last_year', 1, 'active', 'sub_of_last_year'
            from recurring_payment where order_id = ?
            """,
            order);
    tables()
        .change(
            "update orders set recurring_payment_id = null, invoice_id = null where id = ?", order);
    long its = tables().number("select min(id) from payment where order_id = ?", order);
    call("createRefund")
        .keyed()
        .shown(
            "all-and-end-the-subscription",
            "{\"paymentId\": %d, \"endSubscription\": \"now\"}".formatted(its))
        .isRefused(409, "subscription-running", "refund-several-subscriptions-running");
    tables()
        .change(
            "update recurring_payment set status = 'canceled' where subscription_id = 'sub_of_last_year'");
  }

  /** The clock moves, so this comes last. */
  private void ofRenewals() {
    for (var name : List.of("price_standing", "price_seated")) {
      price = sandbox.billing().price("usd", 1500, "month");
      recording.standIns.show(price, name);
      active(REGULAR);
    }
    pages("listRecurringPayments", "userId=" + REGULAR);

    price = sandbox.billing().price("usd", 1500, "month");
    recording.standIns.show(price, "price_with_friends");
    var waiting = active("user-6");
    long waits = waiting.getLong("recurringPayment.id");
    sandbox.billing().replaceCard(waiting.getString("recurringPayment.subscriptionId"), DECLINES);
    var key = UUID.randomUUID().toString();
    call("changeRecurringPaymentQuantity")
        .of(waits)
        .keyed(key)
        .sends("{\"quantity\": 2}")
        .answers(202, "waits-for-its-payment");
    heard(() -> sandbox.advanceClock(Duration.ofHours(24)));
    call("changeRecurringPaymentQuantity")
        .of(waits)
        .keyed(key)
        .sends("{\"quantity\": 2}")
        .isRefused(409, "change-lapsed");

    sandbox.billing().afterRetries("past_due");
    heard(
        () -> {
          sandbox.advanceClock(Period.ofMonths(1));
          sandbox.advanceClock(Period.ofDays(16));
        });
    heard(() -> sandbox.advanceClock(Period.ofMonths(1)));
    call("getRecurringPayment").by(as("user-6")).of(waits).answers(200, "past-due");
    call("payRecurringPayment").by(as("user-6")).of(waits).answers(200, "two-renewals-to-be-paid");
    sandbox.faults().failNext("GET /v1/invoices", 400, 100);
    call("payRecurringPayment")
        .by(as("user-6"))
        .of(waits)
        .isRefused(422, "refused-by-stripe", "due-refused-by-stripe");
    sandbox.billing().afterRetries("cancel");
  }
}
