package io.paydesk.actionflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.order.OrderStatus;
import io.paydesk.reconcile.DueRound;
import io.paydesk.testing.Receiver;
import io.paydesk.testing.http.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What costs nothing is paid from its first moment, and the app is told once. */
@QuarkusTest
class FreeOrdersTest extends Endpoints {

  @Inject DueRound dueRound;

  @BeforeEach
  void follow() {
    Ledger.follows = true;
  }

  @AfterEach
  void forget() {
    Ledger.forget();
  }

  private Map<String, Object> free() {
    return new HashMap<>(Map.of("userId", user, "price", "0", "currency", "usd"));
  }

  private Answer make(Map<String, Object> body) {
    return asService().body(body).post("/v1/orders");
  }

  private long freeOrder() {
    return json(make(free()), 201).getLong("id");
  }

  private long runs(long order) {
    return tables()
        .number(
            "select count(*) from actionflow_run where order_id = ? and target = 'flow:FirstLedger'",
            order);
  }

  private List<String> told() {
    return Ledger.of(user).stream()
        .filter(entry -> entry.bean().equals("FirstLedger"))
        .map(Ledger.Entry::method)
        .toList();
  }

  @Test
  void aFreeOrderIsPaidWithoutAPayment() {
    var made = make(free());

    made.then()
        .statusCode(201)
        .body("status", equalTo("paid"))
        .body("amount", equalTo(0))
        .body("price", equalTo("0.00"))
        .body("charged", nullValue());
    long order = json(made, 201).getLong("id");
    asUser().get("/v1/orders/" + order).then().body("status", equalTo("paid"));
    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"usd, 0.00, 0.00", "jpy, 0, 0", "kwd, 0.000, 0.000", "isk, 0, 0.00"})
  void nothingIsWrittenInTheDecimalsOfItsCurrency(String currency, String price, String shown) {
    var body = free();
    body.putAll(Map.of("currency", currency, "price", price));

    make(body).then().statusCode(201).body("price", equalTo(shown)).body("status", equalTo("paid"));
  }

  @ParameterizedTest
  @CsvSource({
    "usd, 0.001, too-many-decimals",
    "jpy, 0.1, too-many-decimals",
    "usd, -0, invalid-price",
    "usd, 0e0, invalid-price",
    "usd, 0.01, amount-too-small",
    "xxx, 0, unknown-currency"
  })
  void whatIsNotQuiteNothingIsRefused(String currency, String price, String problem) {
    var body = free();
    body.putAll(Map.of("currency", currency, "price", price));

    make(body).then().statusCode(422).body("type", equalTo("urn:paydesk:problem:" + problem));
  }

  @Test
  void linesOfAFreeOrderComeToNothing() {
    var body = free();
    body.put("lines", List.of(Map.of("name", "Sample", "amount", "0", "quantity", 3)));
    make(body).then().statusCode(201).body("lines[0].amount", equalTo("0.00"));

    body.put("lines", List.of(Map.of("name", "Tea", "amount", "1.00", "quantity", 1)));
    make(body)
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:lines-do-not-add-up"))
        .body("price", equalTo("0.00"));
  }

  @Test
  void aSubscriptionIsNotFreeByItsAmount() {
    var body = free();
    body.put("priceId", "price_monthly");

    make(body)
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:free-subscription"))
        .body("detail", containsString("trialDays"));
  }

  @Test
  void whatOnlyAPaymentNeedsDoesNotHinderAFreeOrder() {
    var body = free();
    body.putAll(
        Map.of(
            "capture",
            "manual",
            "allowPromotionCodes",
            true,
            "automaticTax",
            true,
            "receiptEmail",
            "ada@example.com",
            "statementDescriptorSuffix",
            "TICKETS"));

    make(body).then().statusCode(201).body("status", equalTo("paid"));
  }

  @Test
  void theAppIsToldOfAFreeOrder() {
    long order = freeOrder();

    eventually(x -> assertThat(told()).containsExactly("orderPaid"));
    var entry = Ledger.of(user).get(0);
    assertThat(entry.order().id()).isEqualTo(order);
    assertThat(entry.order().status()).isEqualTo(OrderStatus.PAID);
    assertThat(entry.run().transition()).isEqualTo("paid");
    assertThat(entry.run().reason()).isNull();
  }

  @Test
  void anEndpointIsToldOfAFreeOrder() {
    Ledger.follows = false;
    try (var receiver = new Receiver()) {
      var secret = created(receiver.url(), "order").getString("secret");

      long order = freeOrder();

      eventually(x -> assertThat(receiver.hits(user)).hasSize(1));
      var hit = receiver.hits(user).get(0);
      assertThat(hit.verifies(secret)).isTrue();
      assertThat(hit.type()).isEqualTo("order.paid");
      assertThat(hit.json().at("/data/order/id").asLong()).isEqualTo(order);
      assertThat(hit.json().at("/data/order/status").asText()).isEqualTo("paid");
    }
  }

  @Test
  void aRequestThatIsSentAgainMakesNoSecondOrder() {
    var key = UUID.randomUUID().toString();
    long first =
        json(asService().header("Idempotency-Key", key).body(free()).post("/v1/orders"), 201)
            .getLong("id");

    asService()
        .header("Idempotency-Key", key)
        .body(free())
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .body("id", equalTo((int) first))
        .body("status", equalTo("paid"));
    assertThat(runs(first)).isEqualTo(1);
  }

  @Test
  void tenAtOnceWithOneKeyMakeOneOrderAndOneRun() {
    var key = UUID.randomUUID().toString();

    IntStream.range(0, 10)
        .mapToObj(
            x ->
                CompletableFuture.supplyAsync(
                    () ->
                        asService().header("Idempotency-Key", key).body(free()).post("/v1/orders")))
        .toList()
        .forEach(answer -> answer.join().then().statusCode(lessThan(500)));

    assertThat(tables().number("select count(*) from orders where user_id = ?", user)).isEqualTo(1);
    assertThat(
            tables()
                .number(
                    "select count(*) from actionflow_run where user_id = ? and target ="
                        + " 'flow:FirstLedger'",
                    user))
        .isEqualTo(1);
  }

  /** As where the process dies before the commit. */
  @Test
  void withoutItsRunThereIsNoFreeOrder() {
    var key = UUID.randomUUID().toString();
    tables()
        .change(
            "alter table actionflow_run add constraint no_run check (user_id <> '%s') not valid"
                .formatted(user));
    try {
      asService()
          .header("Idempotency-Key", key)
          .body(free())
          .post("/v1/orders")
          .then()
          .statusCode(500);
      assertThat(tables().number("select count(*) from orders where user_id = ?", user)).isZero();
    } finally {
      tables().change("alter table actionflow_run drop constraint no_run");
    }

    long order =
        json(asService().header("Idempotency-Key", key).body(free()).post("/v1/orders"), 201)
            .getLong("id");
    assertThat(runs(order)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/payments", "/v1/checkout-sessions"})
  void nobodyPaysAFreeOrder(String way) {
    long order = freeOrder();
    var body = new HashMap<String, Object>(Map.of("orderId", order));
    if (way.endsWith("sessions")) {
      body.putAll(Map.of("surface", "embedded", "returnUrl", "https://shop.example/pay/thanks"));
    }

    asUser()
        .body(body)
        .post(way)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"))
        .body("detail", containsString("costs nothing"));
    assertThat(tables().number("select count(*) from payment where order_id = ?", order)).isZero();
    assertThat(tables().number("select count(*) from stripe_customer where user_id = ?", user))
        .isZero();
  }

  @Test
  void aFreeOrderStaysForTheBooks() {
    long order = freeOrder();

    asService()
        .post("/v1/orders/" + order + "/cancel")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-already-paid"));
    asService()
        .delete("/v1/orders/" + order)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-linked"));
    asUser().get("/v1/orders/" + order).then().body("status", equalTo("paid"));
  }

  @Test
  void aFreeOrderDoesNotExpire() {
    var body = free();
    body.put("expiresAt", Instant.now().plus(Duration.ofHours(1)).toString());
    long order = json(make(body), 201).getLong("id");

    dueRound.orderNow(order);

    assertThat(orderStatus(order)).isEqualTo("paid");
    eventually(x -> assertThat(told()).containsExactly("orderPaid"));
    assertThat(tables().number("select count(*) from order_expiry where id = ?", order)).isZero();
  }

  @Test
  void theDatabaseTakesNoFreeOrderThatIsNotPaid() {
    for (var status : List.of("pending", "canceled", "refunded")) {
      assertThatThrownBy(
              () ->
                  tables()
                      .change(
                          "insert into orders (user_id, amount, currency, status) values (?, 0,"
                              + " 'usd', '%s')".formatted(status),
                          user))
          .hasStackTraceContaining("what_is_free_is_paid");
    }
  }
}
