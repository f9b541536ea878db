package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.testing.ReturningClient;
import io.paydesk.testing.StripeEvents;
import io.paydesk.testing.SubscriptionTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two simultaneous requests about the same row both get an answer. */
@QuarkusTest
class TwoAtOnceTest extends SubscriptionTest {

  private static final int PAIRS = 4;

  @Inject MeterRegistry meters;

  /** Makes the rows of a call, and returns the call. */
  private interface Case extends Function<TwoAtOnceTest, Call> {}

  /** One request that can be sent any number of times. */
  private interface Call {
    Answer send(Request request);
  }

  private static final Map<String, Case> CASES = new TreeMap<>();

  private static void on(String operation, Case prepared) {
    CASES.put(operation, prepared);
  }

  private static Call post(String path, Object body) {
    return request -> (body == null ? request : request.body(body)).post(path);
  }

  static {
    on("createOrder", t -> post("/v1/orders", t.anOrder()));
    on("deleteOrder", t -> delete("/v1/orders/" + t.order()));
    on("cancelOrder", t -> post("/v1/orders/" + t.orderOf(t.begun()) + "/cancel", null));
    on("resolveOrder", t -> post(t.inReview() + "/resolve", Map.of("resolution", "accept")));
    on("startPayment", t -> post("/v1/payments", Map.of("orderId", t.order())));
    on("startCheckoutSession", t -> post("/v1/checkout-sessions", t.aSession()));
    on("cancelPayment", t -> post("/v1/payments/" + t.begun() + "/cancel", null));
    on("capturePayment", t -> post("/v1/payments/" + t.held() + "/capture", Map.of()));
    on("refreshPayment", t -> post("/v1/payments/" + t.begun() + "/refresh", null));
    on("startSetupIntent", t -> post("/v1/users/" + t.user + "/setup-intents", null));
    on("makePaymentMethodDefault", t -> post(t.saved() + "/default", null));
    on("renewWithPaymentMethod", t -> post(t.saved() + "/renewals", null));
    on("removePaymentMethod", t -> delete(t.saved()));
    on("createRefund", t -> post("/v1/refunds", Map.of("paymentId", t.paid())));
    on("refreshRefund", t -> post("/v1/refunds/" + t.refunded() + "/refresh", null));
    on("startRecurringPayment", TwoAtOnceTest::beginning);
    on("cancelRecurringPayment", t -> post(t.running() + "/cancel", Map.of("when", "now")));
    on("resumeRecurringPayment", t -> post(t.running() + "/resume", null));
    on(
        "changeRecurringPaymentQuantity",
        t -> post(t.running() + "/quantity", Map.of("quantity", 2)));
    on("payRecurringPayment", t -> post(t.subscribed() + "/pay", null));
    on("refreshRecurringPayment", t -> post(t.running() + "/refresh", null));
    on("createActionflowEndpoint", t -> post("/v1/actionflows/endpoints", t.anEndpoint()));
    on("testActionflowEndpoint", t -> post(t.endpoint() + "/test", null));
    on("deleteActionflowEndpoint", t -> delete(t.endpoint()));
    on("rotateActionflowEndpoint", t -> post(t.endpoint() + "/rotate", null));
    on("pauseActionflowEndpoint", t -> post(t.endpoint() + "/pause", null));
    on("resumeActionflowEndpoint", t -> post(t.endpoint() + "/resume", null));
    on("retryRun", t -> post(t.run() + "/retry", null));
    on("cancelRun", t -> post(t.run() + "/cancel", null));
    on(
        "retryRuns",
        t -> post("/v1/actionflows/runs/retry", Map.of("since", "2999-01-01T00:00:00Z")));
    on("retryEvents", t -> post("/v1/events/retry", Map.of("since", "2999-01-01T00:00:00Z")));
    on("createStreamTicket", t -> post("/v1/changes/tickets", Map.of("orderId", t.order())));
    on("search", t -> post("/v1/search", Map.of("text", "pia")));
    on(
        "registerPaymentMethodDomain",
        t ->
            post(
                "/v1/payment-method-domains",
                Map.of("domainName", UUID.randomUUID() + ".example", "validate", true)));
    on("createKey", t -> post("/v1/keys", aKey()));
    on("rotateKey", t -> post(t.key() + "/rotate", Map.of("overlap", 60)));
    on("revokeKey", t -> delete(t.key()));
    on("createUserToken", t -> post("/v1/users/" + t.user + "/tokens", Map.of()));
    on("createGuestToken", t -> post("/v1/orders/" + t.guestOrder() + "/guest-tokens", Map.of()));
    on("createPayLink", t -> post("/v1/orders/" + t.order() + "/pay-link", Map.of()));
    on("mailPayLink", t -> post("/v1/orders/" + t.order() + "/pay-link-mails", toAda()));
    on("revokePayLink", t -> delete(t.link()));
    on("createCardLink", t -> post("/v1/users/" + t.user + "/card-links", Map.of()));
    on("revokeCardLink", t -> delete(t.cardLink()));
    on("revokeUserTokens", t -> delete("/v1/users/" + t.user + "/tokens"));
    on("replayEvent", t -> post("/v1/events/" + t.event() + "/replay", null));
  }

  private static Call delete(String path) {
    return request -> request.delete(path);
  }

  private static Map<String, Object> toAda() {
    return Map.of("to", "ada@example.com");
  }

  private String cardLink() {
    var links = "/v1/users/" + user + "/card-links";
    return links + "/" + json(asService().body("{}").post(links), 201).getLong("id");
  }

  private String link() {
    long order = order();
    var link = json(asService().body("{}").post("/v1/orders/" + order + "/pay-link"), 201);
    return "/v1/orders/" + order + "/pay-links/" + link.getLong("id");
  }

  private long guestOrder() {
    var body = Map.of("price", "9.99", "currency", "usd");
    return json(asService().body(body).post("/v1/orders"), 201).getLong("id");
  }

  private Map<String, Object> anOrder() {
    return Map.of("userId", user, "price", "9.99", "currency", "usd");
  }

  private Map<String, Object> aSession() {
    return Map.of(
        "orderId", order(), "surface", "hosted", "successUrl", "http://localhost:3000/paid");
  }

  private long begun() {
    return started(order()).getLong("id");
  }

  /** The address of a card that the user has saved. */
  private String saved() {
    var setup = json(asUser().post("/v1/users/" + user + "/setup-intents"), 201);
    var card = sandbox.billing().confirmSetup(setup.getString("setupIntentId"), GOOD_CARD);
    return "/v1/users/" + user + "/payment-methods/" + card.path("payment_method").asText();
  }

  private long orderOf(long payment) {
    return payment(payment).getLong("orderId");
  }

  private long held() {
    var order = new HashMap<>(anOrder());
    order.put("capture", "manual");
    var made = json(asService().body(order).post("/v1/orders"), 201).getLong("id");
    var started = started(made);
    sandbox.confirm(started.getString("paymentIntentId"), GOOD_CARD);
    eventually(x -> assertThat(paymentStatus(started.getLong("id"))).isEqualTo("authorized"));
    return started.getLong("id");
  }

  private long paid() {
    long order = order();
    var started = started(order);
    sandbox.confirm(started.getString("paymentIntentId"), GOOD_CARD);
    eventuallyPaid(order);
    return started.getLong("id");
  }

  private long refunded() {
    return asAdmin()
        .header("Idempotency-Key", UUID.randomUUID())
        .body(Map.of("paymentId", paid(), "refundAmount", 100))
        .post("/v1/refunds")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("id");
  }

  private String inReview() {
    long order = order();
    tables().change("update orders set status = 'review', review_reason = 'r' where id = ?", order);
    return "/v1/orders/" + order;
  }

  private Call beginning() {
    sell();
    return post("/v1/recurring-payments", Map.of("orderId", monthly(), "priceId", price));
  }

  private String subscribed() {
    sell();
    return "/v1/recurring-payments/" + subscribed(monthly()).getLong("recurringPayment.id");
  }

  private String running() {
    sell();
    return "/v1/recurring-payments/" + active(monthly()).getLong("recurringPayment.id");
  }

  private static Map<String, Object> anEndpoint() {
    return Map.of(
        "url", "http://127.0.0.1:1/nobody/" + UUID.randomUUID(), "flows", List.of("payment"));
  }

  private String endpoint() {
    return "/v1/actionflows/endpoints/"
        + asAdmin()
            .body(anEndpoint())
            .post("/v1/actionflows/endpoints")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("endpoint.id");
  }

  private static Map<String, Object> aKey() {
    return Map.of("name", "two at once", "role", "service");
  }

  private String key() {
    return "/v1/keys/"
        + asAdmin()
            .body(aKey())
            .post("/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath()
            .getLong("key.id");
  }

  private String run() {
    endpoint();
    long order = orderOf(paid());
    return "/v1/actionflows/runs/"
        + tables().text("select max(id) from actionflow_run where order_id = ?", order);
  }

  private String event() {
    var event = StripeEvents.succeeded(intentOf(begun()));
    deliver(event.toString()).then().statusCode(200);
    return event.path("id").textValue();
  }

  /** Endpoints of other tests would get this test's payments. */
  @AfterEach
  void noEndpoints() {
    tables()
        .change(
            "update actionflow_run set status = 'canceled', finished_at = now(), claim = null"
                + " where status = 'waiting' and not in_process");
    tables().change("update actionflow_endpoint set status = 'deleted'");
  }

  private List<Answer> atOnce(List<Supplier<Answer>> requests) throws Exception {
    var barrier = new CyclicBarrier(requests.size());
    var pool = Executors.newFixedThreadPool(requests.size());
    try (var client = new ReturningClient(tables(), meters)) {
      var calls = new ArrayList<Callable<Answer>>();
      for (var request : requests) {
        calls.add(
            () -> {
              barrier.await(60, TimeUnit.SECONDS);
              return client.send(request);
            });
      }
      var answers = new ArrayList<Answer>();
      for (var answer : pool.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      pool.shutdown();
    }
  }

  private static void areAnswered(List<Answer> answers) {
    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 499));
  }

  private Request keyed(String key) {
    return asAdmin().header("Idempotency-Key", key);
  }

  static List<String> operations() {
    return List.copyOf(CASES.keySet());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void twoOfTheSame(String operation) throws Exception {
    for (int i = 0; i < PAIRS; i++) {
      var call = CASES.get(operation).apply(this);
      var keys = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());

      areAnswered(
          atOnce(
              List.of(() -> call.send(keyed(keys.get(0))), () -> call.send(keyed(keys.get(1))))));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void twoOfTheSameWithTheSameKey(String operation) throws Exception {
    for (int i = 0; i < PAIRS; i++) {
      var call = CASES.get(operation).apply(this);
      var key = UUID.randomUUID().toString();

      areAnswered(atOnce(List.of(() -> call.send(keyed(key)), () -> call.send(keyed(key)))));
    }
  }

  @Test
  void eachCallThatWritesIsAmongThem() {
    var calls =
        DescribedApi.read().calls().stream()
            .filter(call -> !call.method().equals("get"))
            .map(DescribedApi.Call::id)
            // WebhookTest has its pairs.
            .filter(id -> !id.equals("receiveStripeEvent"))
            .toList();

    assertThat(CASES.keySet()).containsExactlyInAnyOrderElementsOf(calls);
  }

  @Test
  void anOrderIsDeletedWhileAnotherRequestPaysCancelsOrDeletesIt() throws Exception {
    for (int i = 0; i < PAIRS; i++) {
      for (var other :
          List.<Function<Long, Call>>of(
              order -> post("/v1/payments", Map.of("orderId", order)),
              order -> post("/v1/orders/" + order + "/cancel", null),
              order -> request -> request.get("/v1/orders/" + order))) {
        long order = order();
        var gone = delete("/v1/orders/" + order);

        areAnswered(
            atOnce(List.of(() -> gone.send(asAdmin()), () -> other.apply(order).send(asAdmin()))));
      }
    }
  }

  @Test
  void aPaymentIsCanceledWhileAnotherRequestPaysOrRefreshesIt() throws Exception {
    for (int i = 0; i < PAIRS; i++) {
      long payment = begun();
      var order = "/v1/orders/" + orderOf(payment) + "/cancel";
      var one = "/v1/payments/" + payment;

      areAnswered(
          atOnce(
              List.of(
                  () -> post(order, null).send(asAdmin()),
                  () -> post(one + "/cancel", null).send(asAdmin()),
                  () -> post(one + "/refresh", null).send(asAdmin()))));
    }
  }

  @Test
  void aSubscriptionIsEndedWhileAnotherRequestChangesIt() throws Exception {
    for (int i = 0; i < PAIRS; i++) {
      var running = running();

      areAnswered(
          atOnce(
              List.of(
                  () -> post(running + "/cancel", Map.of("when", "now")).send(asAdmin()),
                  () -> post(running + "/quantity", Map.of("quantity", 2)).send(asAdmin()),
                  () -> post(running + "/refresh", null).send(asAdmin()))));
    }
  }
}
