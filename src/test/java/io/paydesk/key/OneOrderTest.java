package io.paydesk.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.paydesk.caller.Call;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.LogBook;
import io.paydesk.testing.Resources;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.paydesk.testing.http.StartedService;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is true of each secret that opens one order, whether a guest has it or a link. */
abstract class OneOrderTest extends KeyTest {

  protected static final String CARD = "4242424242424242";

  /** An order that such a secret may be for. */
  protected abstract long oneOrder();

  /** Where the shop asks for a secret. */
  protected abstract String path(long order);

  /** The secret in the shop's answer. */
  protected abstract String in(Json answer);

  protected abstract boolean isOpen(Call call);

  /** The table of such secrets, and the problem of one that has expired. */
  protected abstract String table();

  protected abstract String whenExpired();

  protected Answer ask(Request shop, long order) {
    return shop.body("{}").post(path(order));
  }

  protected String token(long order) {
    return in(json(ask(asService(), order), 201));
  }

  protected static Map<String, Object> session(long order) {
    return Map.of(
        "orderId", order, "surface", "hosted", "successUrl", "http://localhost:3000/paid");
  }

  protected Json begun(long order) {
    return json(with(token(order)).body(Map.of("orderId", order)).post("/v1/payments"), 201);
  }

  @Test
  void nobodyKeepsTheAnswerWithIt() {
    ask(asService(), oneOrder()).then().statusCode(201).header("Cache-Control", "no-store");
  }

  @Test
  void aFurtherOneLeavesTheFirstOneGood() {
    long order = oneOrder();
    var first = token(order);
    var second = token(order);

    assertThat(second).isNotEqualTo(first);
    for (var token : List.of(first, second)) {
      with(token).get("/v1/orders/" + order).then().statusCode(200);
    }
  }

  @Test
  void whoHasItSeesAndPaysTheOrder() {
    long order = oneOrder();
    var token = token(order);

    with(token).get("/v1/orders/" + order).then().statusCode(200).body("id", equalTo((int) order));
    var payment = json(with(token).body(Map.of("orderId", order)).post("/v1/payments"), 201);
    sandbox.confirm(payment.getString("paymentIntentId"), CARD);
    eventually(x -> with(token).get("/v1/orders/" + order).then().body("status", equalTo("paid")));
    var paid = "/v1/payments/" + payment.getLong("id");
    with(token).post(paid + "/refresh").then().statusCode(200).body("receiptUrl", notNullValue());
    with(token).get(paid).then().statusCode(200).body("receiptUrl", notNullValue());
  }

  @Test
  void whoHasItPaysByASession() {
    long order = oneOrder();

    json(with(token(order)).body(session(order)).post("/v1/checkout-sessions"), 201);
  }

  @Test
  void whoHasItFollowsTheOrderAndNoOther() {
    long order = oneOrder();
    long other = oneOrder();
    var headers = Map.of("Authorization", "Bearer " + token(order));
    try (var stream = EventStream.open(URI.create(StartedService.url() + "/v1/changes"), headers)) {
      begun(other);
      long payment = begun(order).getLong("id");

      eventually(x -> assertThat(stream.events("payment")).anyMatch(e -> e.row() == payment));
      assertThat(stream.events("payment")).allMatch(e -> e.row() == payment);
    }
    var whole = URI.create(StartedService.url() + "/v1/changes?orderId=" + other);
    try (var refused = EventStream.open(whole, headers)) {
      assertThat(refused.status()).isEqualTo(403);
    }
  }

  @Test
  void itShowsNoOtherOrder() {
    var token = token(oneOrder());
    long other = oneOrder();
    long payment = begun(other).getLong("id");

    isRefused(with(token).get("/v1/orders/" + other), 404, "not-found");
    isRefused(with(token).body(Map.of("orderId", other)).post("/v1/payments"), 404, "not-found");
    isRefused(with(token).body(session(other)).post("/v1/checkout-sessions"), 404, "not-found");
    isRefused(with(token).get("/v1/payments/" + payment), 404, "not-found");
    isRefused(with(token).post("/v1/payments/" + payment + "/refresh"), 404, "not-found");
    with(token).get("/v1/payments?orderId=" + other).then().body("data", hasSize(0));
    isRefused(
        with(token).body(Map.of("orderId", other)).post("/v1/changes/tickets"),
        403,
        "outside-the-ticket");
    isRefused(
        with(token).body(Map.of("paymentId", payment)).post("/v1/changes/tickets"),
        404,
        "not-found");
  }

  @Test
  void aListShowsItsOrderAlone() {
    long order = oneOrder();
    begun(order);
    begun(oneOrder());

    with(token(order))
        .get("/v1/payments")
        .then()
        .statusCode(200)
        .body("data", hasSize(1))
        .body("data.orderId", everyItem(equalTo((int) order)));
  }

  /** But for MCP, which is off here, and asks for a role. */
  @Test
  void eachOtherCallIsRefused() {
    var token = token(oneOrder());
    var closed =
        Resources.calls().stream()
            .filter(call -> !Call.of(call).isOpen() && !isOpen(Call.of(call)))
            .filter(call -> !Resources.operationId(call).equals("askMcp"))
            .toList();

    assertThat(closed).hasSizeGreaterThan(50);
    assertThat(closed)
        .allSatisfy(
            call ->
                assertThat(Resources.called(call, with(token), user).statusCode())
                    .as(Resources.operationId(call))
                    .isEqualTo(403));
  }

  @Test
  void aKeyThatMayMakeOrdersAloneGivesNobodyOne() {
    long order = oneOrder();

    isRefused(ask(with(secret("service", "orders:write")), order), 403, "outside-the-scopes");
    json(ask(with(secret("service", "orders:write", "tokens:write")), order), 201);
  }

  @Test
  void itEndsWithTheKeyThatAskedForIt() {
    long order = oneOrder();
    var made = made("service");
    var token = in(json(ask(with(made.getString("secret")), order), 201));
    with(token).get("/v1/orders/" + order).then().statusCode(200);

    asAdmin().delete("/v1/keys/" + made.getLong("key.id")).then().statusCode(204);

    isRefused(with(token).get("/v1/orders/" + order), 401, "key-unknown");
  }

  @Test
  void itGoesWithItsOrder() {
    long order = oneOrder();
    var token = token(order);

    asService().delete("/v1/orders/" + order).then().statusCode(204);

    isRefused(with(token).get("/v1/orders/" + order), 401, "key-unknown");
  }

  @Test
  void thereIsNoneOfAnOrderThatIsNotThere() {
    isRefused(ask(asService(), 987_654_321), 404, "not-found");
  }

  @Test
  void oneThatHasExpiredSaysSo() {
    long order = oneOrder();
    var token = token(order);
    tables()
        .change(
            "update "
                + table()
                + " set expires_at = now() - interval '1 second' where order_id = ?",
            order);

    isRefused(with(token).get("/v1/orders/" + order), 401, whenExpired());
  }

  @Test
  void allOfAPayerAreTakenBackAtOnce() {
    long order = oneOrder();
    var token = token(order);
    with(token).get("/v1/orders/" + order).then().statusCode(200);
    var owner = tables().text("select user_id from orders where id = ?", order);

    asService().delete("/v1/users/" + owner + "/tokens").then().statusCode(204);

    isRefused(with(token).get("/v1/orders/" + order), 401, "key-unknown");
  }

  @Test
  void itIsNeitherStoredNorLogged() {
    try (var log = LogBook.open()) {
      long order = oneOrder();
      var token = token(order);
      with(token).get("/v1/orders");
      with(token).get("/v1/orders/" + order);
      with(token).get("/pay/" + token);
      var secret = token.replaceFirst("pdk_[a-z]+_test_", "");

      assertThat(log.lines(secret)).isEmpty();
      for (var table : List.of(table(), "orders", "idempotency_key", "audit")) {
        assertThat(
                tables()
                    .number(
                        "select count(*) from "
                            + table
                            + " t where t::text like '%"
                            + secret
                            + "%'"))
            .as(table)
            .isZero();
      }
    }
  }
}
