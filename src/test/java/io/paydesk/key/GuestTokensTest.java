package io.paydesk.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
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

/** An order without a user is a guest's, whose token opens that order and nothing else. */
@QuarkusTest
class GuestTokensTest extends KeyTest {

  private static final String CARD = "4242424242424242";

  private static final List<String> FOR_GUESTS =
      List.of(
          "cancelPayment",
          "createStreamTicket",
          "getCheckoutSession",
          "getOrder",
          "getPayment",
          "listPayments",
          "refreshPayment",
          "refreshRecurringPayment",
          "startCheckoutSession",
          "startPayment");

  @Inject GuestTokens guests;

  private static Map<String, Object> withoutUser() {
    return new HashMap<>(Map.of("price", "5.00", "currency", "usd"));
  }

  private Json guestOrder() {
    return json(asService().body(withoutUser()).post("/v1/orders"), 201);
  }

  private static String tokenOf(Json order) {
    return order.getString("guestToken.token");
  }

  private static Map<String, Object> session(long order) {
    return Map.of(
        "orderId", order, "surface", "hosted", "successUrl", "http://localhost:3000/paid");
  }

  private Json begun(Json order) {
    var body = Map.of("orderId", order.getLong("id"));
    return json(with(tokenOf(order)).body(body).post("/v1/payments"), 201);
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
  void aGuestSeesAndPaysTheirOrder() {
    var order = guestOrder();
    var token = tokenOf(order);
    long id = order.getLong("id");

    with(token).get("/v1/orders/" + id).then().statusCode(200).body("price", equalTo("5.00"));
    var payment = begun(order);
    sandbox.confirm(payment.getString("paymentIntentId"), CARD);
    eventually(x -> with(token).get("/v1/orders/" + id).then().body("status", equalTo("paid")));
    long paid = payment.getLong("id");
    with(token).get("/v1/payments/" + paid).then().statusCode(200);
    with(token).get("/v1/payments").then().body("data", hasSize(1));
    with(token)
        .post("/v1/payments/" + paid + "/refresh")
        .then()
        .statusCode(200)
        .body("receiptUrl", notNullValue());
  }

  @Test
  void aGuestPaysByASession() {
    var order = guestOrder();
    var begun =
        json(
            with(tokenOf(order)).body(session(order.getLong("id"))).post("/v1/checkout-sessions"),
            201);

    with(tokenOf(order))
        .get("/v1/checkout-sessions/" + begun.getString("sessionId"))
        .then()
        .statusCode(200);
  }

  @Test
  void aGuestFollowsTheirOrderAndNoOther() {
    var order = guestOrder();
    long other = guestOrder().getLong("id");
    var headers = Map.of("Authorization", "Bearer " + tokenOf(order));
    try (var stream = EventStream.open(URI.create(StartedService.url() + "/v1/changes"), headers)) {
      long payment = begun(order).getLong("id");

      eventually(x -> assertThat(stream.events("payment")).anyMatch(e -> e.row() == payment));
    }
    var whole = URI.create(StartedService.url() + "/v1/changes?orderId=" + other);
    try (var refused = EventStream.open(whole, headers)) {
      assertThat(refused.status()).isEqualTo(403);
    }
    var tickets = "/v1/changes/tickets";
    with(tokenOf(order)).body("{}").post(tickets).then().statusCode(201);
    isRefused(
        with(tokenOf(order)).body(Map.of("orderId", other)).post(tickets),
        403,
        "outside-the-ticket");
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
    long payment = begun(order).getLong("id");
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
  void oneGuestsTokenOpensNoOtherGuestsOrder() {
    var mine = tokenOf(guestOrder());
    var other = guestOrder();
    var begun = begun(other);
    long order = other.getLong("id");

    isRefused(with(mine).get("/v1/orders/" + order), 404, "not-found");
    isRefused(with(mine).body(Map.of("orderId", order)).post("/v1/payments"), 404, "not-found");
    isRefused(with(mine).body(session(order)).post("/v1/checkout-sessions"), 404, "not-found");
    var payment = "/v1/payments/" + begun.getLong("id");
    isRefused(with(mine).get(payment), 404, "not-found");
    isRefused(with(mine).post(payment + "/cancel"), 404, "not-found");
    isRefused(with(mine).post(payment + "/refresh"), 404, "not-found");
    with(mine).get("/v1/payments?orderId=" + order).then().body("data", hasSize(0));
    with(mine)
        .get("/v1/payments?userId=" + other.getString("userId"))
        .then()
        .body("data", hasSize(0));
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

  /** But for MCP, which is off here, and asks for a role. */
  static Stream<String> otherCalls() {
    return Resources.calls().stream()
        .filter(call -> !Call.of(call).isOpenToGuests())
        .map(Resources::operationId)
        .filter(operationId -> !operationId.equals("askMcp"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("otherCalls")
  void eachOtherCallIsRefused(String operationId) {
    var order = guestOrder();
    var method =
        Resources.calls().stream()
            .filter(call -> Resources.operationId(call).equals(operationId))
            .findFirst()
            .orElseThrow();

    called(tokenOf(order), method, order.getString("userId")).then().statusCode(403);
  }

  private static Answer called(String token, Method method, String guest) {
    var type = method.getDeclaringClass().getAnnotation(Path.class).value();
    var own =
        method.isAnnotationPresent(Path.class) ? method.getAnnotation(Path.class).value() : "";
    var path = own.isEmpty() ? type : type + "/" + own.replaceAll("^/", "");
    var address = path.replace("{userId}", guest).replaceAll("\\{[^}]*}", "1");
    var request = with(token);
    if (method.isAnnotationPresent(GET.class)) {
      return request.get(address);
    }
    return method.isAnnotationPresent(DELETE.class)
        ? request.delete(address)
        : request.body("{}").post(address);
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

  @Test
  void oneThatHasExpiredSaysSo() {
    var order = guestOrder();
    tables()
        .change(
            "update user_token set expires_at = now() - interval '1 second' where order_id = ?",
            order.getLong("id"));

    isRefused(
        with(tokenOf(order)).get("/v1/orders/" + order.getLong("id")), 401, "user-token-expired");
  }

  @Test
  void allOfAGuestAreTakenBackAtOnce() {
    var order = guestOrder();
    var path = "/v1/orders/" + order.getLong("id");
    with(tokenOf(order)).get(path).then().statusCode(200);

    asService().delete("/v1/users/" + order.getString("userId") + "/tokens").then().statusCode(204);

    isRefused(with(tokenOf(order)).get(path), 401, "key-unknown");
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
    isRefused(
        with(narrow).body("{}").post("/v1/orders/" + guestOrder().getLong("id") + "/guest-tokens"),
        403,
        "outside-the-scopes");
    var wide = secret("service", "orders:write", "tokens:write");
    json(with(wide).body(withoutUser()).post("/v1/orders"), 201);
  }

  @Test
  void aGuestsTokenEndsWithTheKeyThatMadeTheOrder() {
    var made = made("service");
    var order = json(with(made.getString("secret")).body(withoutUser()).post("/v1/orders"), 201);
    var path = "/v1/orders/" + order.getLong("id");
    with(tokenOf(order)).get(path).then().statusCode(200);

    asAdmin().delete("/v1/keys/" + made.getLong("key.id")).then().statusCode(204);

    isRefused(with(tokenOf(order)).get(path), 401, "key-unknown");
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
