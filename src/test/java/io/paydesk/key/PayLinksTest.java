package io.paydesk.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.caller.Call;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link opens one order of its owner's, and nothing else of anybody's. */
@QuarkusTest
class PayLinksTest extends OneOrderTest {

  private Answer link(long order, String body) {
    return asService().body(body).post(path(order));
  }

  @Override
  protected long oneOrder() {
    return order();
  }

  @Override
  protected String path(long order) {
    return "/v1/orders/" + order + "/pay-link";
  }

  @Override
  protected String in(Json answer) {
    return answer.getString("url").replaceFirst(".*/pay/", "");
  }

  @Override
  protected boolean isOpen(Call call) {
    return call.isOpenToLinks();
  }

  @Override
  protected String table() {
    return "pay_link";
  }

  @Override
  protected String whenExpired() {
    return "pay-link-expired";
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
  void aLinksTokenStandsInNoOtherAddress() {
    long order = order();
    var token = token(order);

    isRefused(with(token).get("/v1/orders/" + order + "?token=" + token), 400, "key-in-address");
    isRefused(with(token).get("/pay/" + token + "?token=" + token), 400, "key-in-address");
  }

  @Test
  void whoHasTheLinkCancelsNothing() {
    long order = order();
    long payment = started(order).getLong("id");

    var answer = with(token(order)).post("/v1/payments/" + payment + "/cancel");

    isRefused(answer, 403, "outside-the-order");
    assertThat(json(answer, 403).getString("detail"))
        .contains("cancels nothing", "POST /v1/orders/" + order + "/cancel");
    assertThat(paymentStatus(payment)).isEqualTo("pending");
  }

  @Test
  void whoHasTheLinkReadsNoSessionWhichThePageDoesNotEither() {
    long order = order();
    var token = token(order);
    var begun = json(with(token).body(session(order)).post("/v1/checkout-sessions"), 201);

    isRefused(
        with(token).get("/v1/checkout-sessions/" + begun.getString("sessionId")),
        403,
        "outside-the-order");
  }

  @Test
  void theAnswerSaysInWhichStateTheOrderIs() {
    long order = order();
    assertThat(json(link(order, "{}"), 201).getString("orderStatus")).isEqualTo("pending");

    asService().post("/v1/orders/" + order + "/cancel").then().statusCode(200);

    assertThat(json(link(order, "{}"), 201).getString("orderStatus")).isEqualTo("canceled");
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
