package io.paydesk.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.caller.Call;
import io.paydesk.caller.Guest;
import io.paydesk.problem.Refusal;
import io.paydesk.testing.EventStream;
import io.paydesk.testing.LogBook;
import io.paydesk.testing.Resources;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.StartedService;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
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

/** An order without a user is a guest's, whose token opens that order and nothing else. */
@QuarkusTest
class GuestTokensTest extends OneOrderTest {

  private static final List<String> FOR_GUESTS =
      List.of(
          "cancelPayment",
          "createStreamTicket",
          "getCheckoutSession",
          "getOrder",
          "getPayment",
          "listPayments",
          "payRecurringPayment",
          "refreshPayment",
          "refreshRecurringPayment",
          "startCheckoutSession",
          "startPayment",
          "startRecurringPayment");

  @Inject GuestTokens guests;

  private static Map<String, Object> withoutUser() {
    return new HashMap<>(Map.of("price", "5.00", "currency", "usd"));
  }

  private Json guestOrder() {
    return json(asService().body(withoutUser()).post("/v1/orders"), 201);
  }

  @Override
  protected long oneOrder() {
    return guestOrder().getLong("id");
  }

  @Override
  protected String path(long order) {
    return "/v1/orders/" + order + "/guest-tokens";
  }

  @Override
  protected String in(Json answer) {
    return answer.getString("token");
  }

  @Override
  protected boolean isOpen(Call call) {
    return call.isOpenToGuests();
  }

  @Override
  protected String table() {
    return "user_token";
  }

  @Override
  protected String whenExpired() {
    return "user-token-expired";
  }

  private static String tokenOf(Json order) {
    return order.getString("guestToken.token");
  }

  @Test
  void anOrderWithoutAUserHasAGuestOfItsOwn() {
    var order = guestOrder();
    var other = guestOrder();

    assertThat(order.getString("userId")).matches("paydesk-guest:[A-Za-z0-9_-]{32}");
    assertThat(order.getString("guestToken.userId")).isEqualTo(order.getString("userId"));
    assertThat(tokenOf(order)).matches("pdk_user_test_[0-9A-Za-z]{38}");
    assertThat(Instant.parse(order.getString("guestToken.expiresAt")))
        .isBetween(Instant.now().plusSeconds(3_000), Instant.now().plusSeconds(3_600));
    assertThat(other.getString("userId")).isNotEqualTo(order.getString("userId"));
    asService()
        .get("/v1/orders/" + order.getLong("id"))
        .then()
        .statusCode(200)
        .body("guestToken", nullValue());
  }

  @Test
  void aGuestCancelsTheirPayment() {
    long order = oneOrder();

    with(token(order))
        .post("/v1/payments/" + begun(order).getLong("id") + "/cancel")
        .then()
        .statusCode(200)
        .body("status", equalTo("canceled"));
  }

  @Test
  void oneGuestCancelsNoOthersPayment() {
    long payment = begun(oneOrder()).getLong("id");

    isRefused(
        with(token(oneOrder())).post("/v1/payments/" + payment + "/cancel"), 404, "not-found");
  }

  @Test
  void aGuestReadsTheirSession() {
    long order = oneOrder();
    var begun = json(with(token(order)).body(session(order)).post("/v1/checkout-sessions"), 201);

    var path = "/v1/checkout-sessions/" + begun.getString("sessionId");
    with(token(order)).get(path).then().statusCode(200);
    isRefused(with(token(oneOrder())).get(path), 404, "not-found");
  }

  @Test
  void nobodyKeepsAnAnswerWithAToken() {
    asService()
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(withoutUser())
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .header("Cache-Control", "no-store");
  }

  @Test
  void anOrderOfAUserHasNoGuest() {
    var body = Map.of("userId", user, "price", "5.00", "currency", "usd");

    asService().body(body).post("/v1/orders").then().body("guestToken", nullValue());
  }

  @Test
  void aTicketOfAGuestIsForTheirOrder() {
    var order = guestOrder();
    var ticket =
        json(with(tokenOf(order)).body("{}").post("/v1/changes/tickets"), 201).getString("ticket");

    assertThat(
            tables()
                .number(
                    "select count(*) from stream_ticket where order_id = ?", order.getLong("id")))
        .isEqualTo(2);
    var address = StartedService.url() + "/v1/changes?ticket=" + ticket + "&orderId=1";
    try (var refused = EventStream.open(URI.create(address), Map.of())) {
      assertThat(refused.status()).isEqualTo(403);
    }
  }

  @Test
  void theCookieOfAGuestOpensTheStreamThatWasAskedFor() {
    var order = guestOrder();
    long payment = begun(order.getLong("id")).getLong("id");
    var answer = with(tokenOf(order)).body("{}").post("/v1/changes/tickets");
    answer.then().statusCode(201);
    var cookie = answer.header("Set-Cookie").replaceAll(";.*", "");
    assertThat(cookie).startsWith("paydesk_changes=");

    var address = URI.create(StartedService.url() + "/v1/changes");
    try (var stream = EventStream.open(address, Map.of("Cookie", cookie))) {
      eventually(x -> assertThat(stream.events("payment")).anyMatch(e -> e.row() == payment));
    }
  }

  @Test
  void noOtherCallIsOpenToGuests() {
    assertThat(
            Resources.calls().stream()
                .filter(call -> Call.of(call).isOpenToGuests() && !Call.of(call).isOpen())
                .map(Resources::operationId)
                .sorted())
        .containsExactlyElementsOf(FOR_GUESTS);
  }

  @Test
  void whoeverIsAGuestSavesNoMethod() {
    var order = guestOrder();
    long id = order.getLong("id");
    var bySession = new HashMap<>(session(id));
    bySession.put("savePaymentMethod", true);
    var byIntent = Map.of("orderId", id, "savePaymentMethod", true);

    for (var request : List.of(with(tokenOf(order)), asService())) {
      isRefused(request.body(byIntent).post("/v1/payments"), 422, "guest-saves-nothing");
    }
    isRefused(
        with(tokenOf(order)).body(bySession).post("/v1/checkout-sessions"),
        422,
        "guest-saves-nothing");
  }

  @Test
  void aGuestDoesNotSubscribe() {
    var body = withoutUser();
    body.put("priceId", "price_monthly");

    isRefused(asService().body(body).post("/v1/orders"), 422, "guest-subscription");
  }

  @ParameterizedTest
  @ValueSource(strings = {"paydesk-guest:me", " ", ""})
  void nobodyIsCalledLikeAGuest(String userId) {
    var body = withoutUser();
    body.put("userId", userId);

    isRefused(asService().body(body).post("/v1/orders"), 400, "invalid-request");
  }

  @Test
  void noOtherTokenIsAGuests() {
    var order = guestOrder();
    var guest = order.getString("userId");

    isRefused(as(guest).get("/v1/orders"), 401, "token-without-subject");
    isRefused(asService().body("{}").post("/v1/users/" + guest + "/tokens"), 400, "invalid-user");
  }

  private Answer another(long order, String body) {
    return asService().body(body).post("/v1/orders/" + order + "/guest-tokens");
  }

  @Test
  void theShopGetsAFurtherTokenForAGuest() {
    var order = guestOrder();
    long id = order.getLong("id");

    var answer = another(id, "{\"expiresIn\": 120}");

    answer.then().statusCode(201).header("Cache-Control", "no-store");
    var token = json(answer, 201).getString("token");
    assertThat(token).isNotEqualTo(tokenOf(order));
    with(token).get("/v1/orders/" + id).then().statusCode(200);
    with(tokenOf(order)).get("/v1/orders/" + id).then().statusCode(200);
    isRefused(with(token).get("/v1/orders"), 403, "outside-the-order");
  }

  @Test
  void onlyTheShopGetsTokensAndOnlyForGuests() {
    long guests = guestOrder().getLong("id");
    long users = order();

    isRefused(another(users, "{}"), 409, "order-without-guest");
    isRefused(another(987654321, "{}"), 404, "not-found");
    isRefused(another(guests, "{\"expiresIn\": 59}"), 400, "invalid-request");
    isRefused(asUser().body("{}").post("/v1/orders/" + guests + "/guest-tokens"), 403, "forbidden");
    isRefused(
        as("sue", "support").body("{}").post("/v1/orders/" + guests + "/guest-tokens"),
        403,
        "forbidden");
  }

  @ParameterizedTest
  @MethodSource("noGuests")
  void whoIsNoGuestHasNoTokensToTakeBack(String userId) {
    isRefused(asService().delete("/v1/users/" + userId + "/tokens"), 400, "invalid-user");
  }

  static Stream<String> noGuests() {
    return Stream.of("paydesk-guest:", "paydesk-guest:a%0Ab", "paydesk-guest:" + "x".repeat(3_000));
  }

  @Test
  void anOrderThatIsDeletedMeanwhileHasNoToken() {
    long id = guestOrder().getLong("id");
    asService().delete("/v1/orders/" + id).then().statusCode(204);
    assertThat(tables().number("select count(*) from user_token where order_id = ?", id)).isZero();

    isRefused(another(id, "{}"), 404, "not-found");
  }

  @Test
  void anOrderThatIsDeletedBeforeItsTokenIsMadeIsNotFound() {
    var shop =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal("shop"))
            .addRole("service")
            .build();

    assertThatThrownBy(
            () ->
                VertxContextSupport.subscribeAndAwait(
                    () -> guests.issue(987_654_321, Guest.random(), null, shop)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("987654321");
  }

  @Test
  void aRequestThatIsSentAgainGetsAFurtherTokenForTheSameOrder() {
    var key = UUID.randomUUID().toString();
    var first =
        json(
            asService().header("Idempotency-Key", key).body(withoutUser()).post("/v1/orders"), 201);

    var again =
        json(
            asService().header("Idempotency-Key", key).body(withoutUser()).post("/v1/orders"), 201);

    assertThat(again.getLong("id")).isEqualTo(first.getLong("id"));
    assertThat(tokenOf(again)).isNotEqualTo(tokenOf(first));
    for (var one : List.of(first, again)) {
      with(tokenOf(one)).get("/v1/orders/" + first.getLong("id")).then().statusCode(200);
    }
  }

  /** As where the process dies between the two. */
  @Test
  void anOrderWhoseTokenWasNotMadeGetsOneWhenItIsAskedForAgain() {
    var key = UUID.randomUUID().toString();
    var body = withoutUser();
    body.put("description", key);
    tables()
        .change(
            "alter table user_token add constraint no_token check (order_id is null) not valid");
    try {
      asService()
          .header("Idempotency-Key", key)
          .body(body)
          .post("/v1/orders")
          .then()
          .statusCode(500);
    } finally {
      tables().change("alter table user_token drop constraint no_token");
    }

    var order = json(asService().header("Idempotency-Key", key).body(body).post("/v1/orders"), 201);

    with(tokenOf(order)).get("/v1/orders/" + order.getLong("id")).then().statusCode(200);
    assertThat(tables().number("select count(*) from orders where description = ?", key))
        .isEqualTo(1);
  }

  @Test
  void aTokenIsNeitherStoredNorLogged() {
    try (var log = LogBook.open()) {
      var key = UUID.randomUUID().toString();
      var order =
          json(
              asService().header("Idempotency-Key", key).body(withoutUser()).post("/v1/orders"),
              201);
      var secret = tokenOf(order).substring("pdk_user_test_".length());
      with(tokenOf(order)).get("/v1/orders");

      assertThat(log.lines(secret)).isEmpty();
      for (var table : List.of("user_token", "orders", "idempotency_key", "audit")) {
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
  void aKeyThatMayMakeOrdersAloneGivesNobodyAToken() {
    var narrow = secret("service", "orders:write");
    long before = tables().number("select count(*) from orders");

    isRefused(with(narrow).body(withoutUser()).post("/v1/orders"), 403, "outside-the-scopes");
    assertThat(tables().number("select count(*) from orders")).isEqualTo(before);
    var wide = secret("service", "orders:write", "tokens:write");
    json(with(wide).body(withoutUser()).post("/v1/orders"), 201);
  }

  @Test
  void aFreeOrderOfAGuestIsPaidAndShown() {
    var body = withoutUser();
    body.put("price", "0");
    var order = json(asService().body(body).post("/v1/orders"), 201);

    assertThat(Guest.is(order.getString("userId"))).isTrue();
    with(tokenOf(order))
        .get("/v1/orders/" + order.getLong("id"))
        .then()
        .body("status", equalTo("paid"));
  }

  @Test
  void aListShowsAGuestsOrderToTheShop() {
    var guest = guestOrder().getString("userId");

    asService()
        .get("/v1/orders?userId=" + guest)
        .then()
        .statusCode(200)
        .body("data", hasSize(1))
        .body("data.userId", everyItem(equalTo(guest)));
  }
}
