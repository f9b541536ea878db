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
import io.paydesk.testing.http.StartedService;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A link opens one order of its owner's, and nothing else of anybody's. */
@QuarkusTest
class PayLinksTest extends KeyTest {

  private static final String CARD = "4242424242424242";

  private Answer link(long order, String body) {
    return asService().body(body).post("/v1/orders/" + order + "/pay-link");
  }

  private Json link(long order) {
    return json(link(order, "{}"), 201);
  }

  private static String tokenOf(Json link) {
    return link.getString("url").replaceFirst(".*/pay/", "");
  }

  private String token(long order) {
    return tokenOf(link(order));
  }

  @Test
  void aLinkLeadsToThePageOfItsOrder() {
    var answer = link(order(), "{}");

    answer.then().statusCode(201).header("Cache-Control", "no-store");
    var link = json(answer, 201);
    assertThat(link.getString("url"))
        .matches("http://localhost:\\d+/pay/pdk_pay_test_[0-9A-Za-z]{38}");
    assertThat(Instant.parse(link.getString("expiresAt")))
        .isBetween(Instant.now().plusSeconds(604_000), Instant.now().plusSeconds(604_800));
  }

  @Test
  void aFurtherLinkLeavesTheFirstOneGood() {
    long order = order();
    var first = token(order);
    var second = token(order);

    assertThat(second).isNotEqualTo(first);
    for (var token : List.of(first, second)) {
      with(token).get("/v1/orders/" + order).then().statusCode(200);
    }
  }

  @Test
  void whoHasTheLinkSeesAndPaysTheOrder() {
    long order = order("5.00", "usd");
    var token = token(order);

    with(token).get("/v1/orders/" + order).then().statusCode(200).body("price", equalTo("5.00"));
    var payment = json(with(token).body(Map.of("orderId", order)).post("/v1/payments"), 201);
    sandbox.confirm(payment.getString("paymentIntentId"), CARD);
    eventuallyPaid(order);
    with(token)
        .post("/v1/payments/" + payment.getLong("id") + "/refresh")
        .then()
        .statusCode(200)
        .body("receiptUrl", notNullValue());
  }

  @Test
  void whoHasTheLinkFollowsTheOrder() {
    long order = order();
    var headers = Map.of("Authorization", "Bearer " + token(order));
    long other = order();
    var whole = URI.create(StartedService.url() + "/v1/changes");
    try (var stream = EventStream.open(whole, headers)) {
      started(other);
      long payment = started(order).getLong("id");

      eventually(x -> assertThat(stream.events("payment")).anyMatch(e -> e.row() == payment));
      assertThat(stream.events("payment")).allMatch(e -> e.row() == payment);
    }
  }

  @Test
  void theLinkShowsNoOtherOrderOfTheSameOwner() {
    long order = order();
    var token = token(order);
    long other = order();
    long payment = started(other).getLong("id");
    var session =
        Map.of("orderId", other, "surface", "hosted", "successUrl", "http://localhost:3000/paid");

    isRefused(with(token).get("/v1/orders/" + other), 404, "not-found");
    isRefused(with(token).body(Map.of("orderId", other)).post("/v1/payments"), 404, "not-found");
    isRefused(with(token).body(session).post("/v1/checkout-sessions"), 404, "not-found");
    isRefused(with(token).get("/v1/payments/" + payment), 404, "not-found");
    isRefused(with(token).post("/v1/payments/" + payment + "/cancel"), 404, "not-found");
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
  void theLinkShowsNoSessionOfAnotherOrder() {
    long other = order();
    var session =
        json(
            asUser()
                .body(
                    Map.of(
                        "orderId",
                        other,
                        "surface",
                        "hosted",
                        "successUrl",
                        "http://localhost:3000/paid"))
                .post("/v1/checkout-sessions"),
            201);

    isRefused(
        with(token(order())).get("/v1/checkout-sessions/" + session.getString("sessionId")),
        404,
        "not-found");
  }

  @Test
  void aListShowsTheLinksOrderAlone() {
    long order = order();
    started(order);
    started(order());

    with(token(order))
        .get("/v1/payments")
        .then()
        .statusCode(200)
        .body("data", hasSize(1))
        .body("data.orderId", everyItem(equalTo((int) order)));
  }

  /** A key of the owner's, with the answer that the owner got about another order. */
  @Test
  void aKeyOfTheOwnersIsNotTheLinks() {
    long other = order();
    var key = UUID.randomUUID().toString();
    var body = Map.of("orderId", other);
    json(asUser().header("Idempotency-Key", key).body(body).post("/v1/payments"), 201);

    isRefused(
        with(token(order())).header("Idempotency-Key", key).body(body).post("/v1/payments"),
        404,
        "not-found");
  }

  /** But for MCP, which is off here, and asks for a role. */
  static Stream<String> otherCalls() {
    return GuestTokensTest.otherCalls();
  }

  @ParameterizedTest
  @MethodSource("otherCalls")
  void eachOtherCallIsRefused(String operationId) {
    var token = token(order());
    var method =
        Resources.calls().stream()
            .filter(call -> !Call.of(call).isOpen())
            .filter(call -> Resources.operationId(call).equals(operationId))
            .findFirst()
            .orElseThrow();

    called(token, method).then().statusCode(403);
  }

  private Answer called(String token, Method method) {
    var type = method.getDeclaringClass().getAnnotation(Path.class).value();
    var own =
        method.isAnnotationPresent(Path.class) ? method.getAnnotation(Path.class).value() : "";
    var path = own.isEmpty() ? type : type + "/" + own.replaceAll("^/", "");
    var address = path.replace("{userId}", user).replaceAll("\\{[^}]*}", "1");
    var request = with(token);
    if (method.isAnnotationPresent(GET.class)) {
      return request.get(address);
    }
    return method.isAnnotationPresent(DELETE.class)
        ? request.delete(address)
        : request.body("{}").post(address);
  }

  @Test
  void theLinkNeitherUsesNorSavesAMethodOfTheOwners() {
    long order = order();
    var token = token(order);
    var saving = Map.of("orderId", order, "savePaymentMethod", true);
    var saved = Map.of("orderId", order, "paymentMethodId", "pm_1");
    var session =
        Map.of(
            "orderId",
            order,
            "surface",
            "hosted",
            "successUrl",
            "http://localhost:3000/paid",
            "savePaymentMethod",
            true);

    isRefused(with(token).body(saving).post("/v1/payments"), 422, "link-pays-only");
    isRefused(with(token).body(saved).post("/v1/payments"), 422, "link-pays-only");
    isRefused(with(token).body(session).post("/v1/checkout-sessions"), 422, "link-pays-only");
  }

  @Test
  void whatTheOwnerAgreedToIsNotForWhoHasTheLink() {
    long order = order();
    var saving = Map.of("orderId", order, "savePaymentMethod", true);
    var begun = json(asUser().body(saving).post("/v1/payments"), 201);

    json(with(token(order)).body(Map.of("orderId", order)).post("/v1/payments"), 200);

    assertThat(payment(begun.getLong("id")).getBoolean("savePaymentMethod")).isFalse();
    assertThat(intentOf(begun.getLong("id")).path("setup_future_usage").isTextual()).isFalse();
  }

  @Test
  void stripesPageIsClosedToTheLinkWhereTheOwnerHasSavedCards() {
    long first = order();
    var saving = Map.of("orderId", first, "savePaymentMethod", true);
    var begun = json(asUser().body(saving).post("/v1/payments"), 201);
    sandbox.confirm(begun.getString("paymentIntentId"), CARD);
    eventuallyPaid(first);
    long order = order();
    var session =
        Map.of("orderId", order, "surface", "hosted", "successUrl", "http://localhost:3000/paid");

    isRefused(
        with(token(order)).body(session).post("/v1/checkout-sessions"), 422, "link-pays-only");
    json(asUser().body(session).post("/v1/checkout-sessions"), 201);
  }

  @Test
  void serviceAdminAndSupportMakeLinksAndNobodyElse() {
    var path = "/v1/orders/" + order() + "/pay-link";

    asAdmin().body("{}").post(path).then().statusCode(201);
    as("sue", "support").body("{}").post(path).then().statusCode(201);
    with(secret("support")).body("{}").post(path).then().statusCode(201);
    isRefused(asUser().body("{}").post(path), 403, "forbidden");
  }

  @Test
  void aKeyThatMayMakeOrdersAloneMakesNoLink() {
    var path = "/v1/orders/" + order() + "/pay-link";

    isRefused(
        with(secret("service", "orders:write")).body("{}").post(path), 403, "outside-the-scopes");
    isRefused(with(secret("support", "read")).body("{}").post(path), 403, "outside-the-scopes");
    with(secret("service", "orders:write", "tokens:write"))
        .body("{}")
        .post(path)
        .then()
        .statusCode(201);
  }

  @Test
  void theLinkOfAGuestsOrderOpensItToo() {
    var order =
        json(
            asService()
                .body(new HashMap<>(Map.of("price", "5.00", "currency", "usd")))
                .post("/v1/orders"),
            201);
    long id = order.getLong("id");

    with(token(id)).get("/v1/orders/" + id).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/",
        "https://shop.example/payment",
        "https://shop.example/pay?session={CHECKOUT_SESSION_ID}",
        "javascript:alert(1)",
        "/pay"
      })
  void thePayerIsSentBackToTheShopAlone(String returnUrl) {
    isRefused(
        link(order(), "{\"returnUrl\": \"" + returnUrl + "\"}"), 422, "return-url-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(ints = {59, 2_592_001, -1, 0})
  void aLinkLivesForAMinuteToAMonth(int seconds) {
    isRefused(link(order(), "{\"expiresIn\": " + seconds + "}"), 400, "invalid-request");
  }

  @Test
  void thereIsNoLinkToAnOrderThatIsNotThere() {
    isRefused(link(987_654_321, "{}"), 404, "not-found");
  }

  @Test
  void aLinkThatHasExpiredSaysSo() {
    long order = order();
    var token = token(order);
    tables()
        .change(
            "update pay_link set expires_at = now() - interval '1 second' where order_id = ?",
            order);

    isRefused(with(token).get("/v1/orders/" + order), 401, "pay-link-expired");
  }

  @Test
  void theLinksOfAPayerAreTakenBackWithTheirTokens() {
    long order = order();
    var token = token(order);
    with(token).get("/v1/orders/" + order).then().statusCode(200);

    asService().delete("/v1/users/" + user + "/tokens").then().statusCode(204);

    isRefused(with(token).get("/v1/orders/" + order), 401, "key-unknown");
  }

  @Test
  void aLinkEndsWithTheKeyThatMadeIt() {
    long order = order();
    var made = made("service");
    var link =
        json(
            with(made.getString("secret")).body("{}").post("/v1/orders/" + order + "/pay-link"),
            201);

    asAdmin().delete("/v1/keys/" + made.getLong("key.id")).then().statusCode(204);

    isRefused(with(tokenOf(link)).get("/v1/orders/" + order), 401, "key-unknown");
  }

  @Test
  void aLinkGoesWithItsOrder() {
    long order = order();
    var token = token(order);

    asService().delete("/v1/orders/" + order).then().statusCode(204);

    isRefused(with(token).get("/v1/orders/" + order), 401, "key-unknown");
  }

  @Test
  void aLinkIsNeitherStoredNorLogged() {
    try (var log = LogBook.open()) {
      long order = order();
      var token = token(order);
      with(token).get("/v1/orders");
      with(token).get("/pay/" + token);
      var secret = token.substring("pdk_pay_test_".length());

      assertThat(log.lines(secret)).isEmpty();
      for (var table : List.of("pay_link", "orders", "idempotency_key", "audit")) {
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

  @Test
  void aLinksTokenStandsInNoOtherAddress() {
    long order = order();
    var token = token(order);

    isRefused(with(token).get("/v1/orders/" + order + "?token=" + token), 400, "key-in-address");
    isRefused(with(token).get("/pay/" + token + "?token=" + token), 400, "key-in-address");
  }

  @Test
  void theAuditSaysWhoMadeALink() {
    long order = order();
    as("sue", "support").body("{}").post("/v1/orders/" + order + "/pay-link");

    assertThat(
            tables()
                .number(
                    "select count(*) from audit where operation = 'createPayLink' and caller = 'sue'"
                        + " and subject = ?",
                    "orders/" + order))
        .isEqualTo(1);
  }
}
