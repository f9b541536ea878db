package io.paydesk.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.rest.PageQuery;
import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.Answer;
import io.paydesk.testing.http.Json;
import io.paydesk.testing.http.Request;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsersTest extends PaydeskTest {

  @Inject PeopleReader people;

  private Json read(String userId) {
    return json(as("sue", "support").get("/v1/users/" + userId), 200);
  }

  private Json list(String query) {
    return json(as("sue", "support").get("/v1/users" + query), 200);
  }

  @Test
  void everythingOfOnePayerIsInOneAnswer() {
    long paid = order("99.99", "usd");
    long payment = started(paid).getLong("id");
    sandbox.confirm(intentOf(payment).path("id").asText(), "4242424242424242");
    eventuallyPaid(paid);
    json(
        asAdmin()
            .header("Idempotency-Key", user)
            .body(
                Map.of(
                    "paymentId", payment, "refundAmount", 2500, "reason", "requested_by_customer"))
            .post("/v1/refunds"),
        201);
    eventually(x -> assertThat(orderStatus(paid)).isEqualTo("partially_refunded"));
    long open = order("1000", "jpy");
    json(asService().body(Map.of()).post("/v1/orders/" + open + "/pay-link"), 201);

    var found = read(user);
    assertThat(found.getString("userId")).isEqualTo(user);
    assertThat(found.getBoolean("guest")).isFalse();
    assertThat(found.getList("orderCounts.status", String.class))
        .containsExactly("partially_refunded", "pending");
    assertThat(found.getList("money.currency", String.class)).containsExactly("jpy", "usd");
    assertThat(found.getLong("money[0].asked")).isEqualTo(1000);
    assertThat(found.getLong("money[0].came")).isZero();
    assertThat(found.getLong("money[1].asked")).isEqualTo(9999);
    assertThat(found.getLong("money[1].came")).isEqualTo(9999);
    assertThat(found.getLong("money[1].back")).isEqualTo(2500);
    assertThat(found.getLong("money[1].kept")).isEqualTo(7499);
    assertThat(found.getList("orders.id", Integer.class)).containsExactly((int) open, (int) paid);
    assertThat(found.getList("payments.id", Integer.class)).containsExactly((int) payment);
    assertThat(found.getInt("refunds.size()")).isEqualTo(1);
    assertThat(found.getInt("links.size()")).isEqualTo(1);
    assertThat(found.getLong("links[0].orderId")).isEqualTo(open);
    assertThat(found.getString("customerId")).startsWith("cus_");
    assertThat(found.getLong("lastOrderId")).isEqualTo(open);
    assertThat(found.getLong("savedMethods")).isZero();
  }

  private Answer with(String path, String... scopes) {
    var key =
        json(
            asAdmin()
                .body(Map.of("name", "narrow", "role", "service", "scopes", List.of(scopes)))
                .post("/v1/keys"),
            201);
    return Request.given().bearer(key.getString("secret")).get(path);
  }

  @Test
  void aKeyReadsOfPayersNoMoreThanItsScopesOpen() {
    order("5.00", "usd");
    var path = "/v1/users/" + user;

    with(path, "users:read", "orders:read")
        .then()
        .statusCode(403)
        .body("scope", equalTo("payments:read"));
    with("/v1/users", "users:read").then().statusCode(403).body("scope", equalTo("orders:read"));
    with(path, "read").then().statusCode(200);
    with("/v1/users", "users:read", "orders:read").then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "lost, 2000",
    "needs_response, 2000",
    "under_review, 2000",
    "appeal_under_review, 2000",
    "not_known_yet, 2000",
    "won, 0",
    "prevented, 0",
    "warning_needs_response, 0",
    "warning_closed, 0"
  })
  void whatABankHasTakenIsNotKeptHereAndOnTheOrder(String status, long withdrawn) {
    long order = order("50.00", "usd");
    long payment = started(order).getLong("id");
    sandbox.confirm(intentOf(payment).path("id").asText(), "4242424242424242");
    eventuallyPaid(order);
    tables()
        .change(
            """
            insert into dispute (payment_id, order_id, user_id, dispute_id, amount, currency, status,
              is_charge_refundable, opened_at, observed_at)
            values (?, ?, ?, 'du_' || ?, 2000, 'usd', ?, false, now(), now())
            """,
            payment,
            order,
            user,
            "" + payment,
            status);

    var found = read(user);
    assertThat(found.getLong("money[0].withdrawn")).isEqualTo(withdrawn);
    assertThat(found.getLong("money[0].kept")).isEqualTo(5000 - withdrawn);
    assertThat(found.getInt("disputes.size()")).isEqualTo(1);
    var timeline = json(asAdmin().get("/v1/orders/" + order + "/timeline"), 200);
    assertThat(timeline.getLong("money.sums[0].kept")).isEqualTo(5000 - withdrawn);
  }

  @Test
  void aGuestIsSomebodyToo() {
    var order =
        json(
            asService()
                .body(
                    Map.of(
                        "price", "9.00", "currency", "usd", "receiptEmail", "guest@shop.example"))
                .post("/v1/orders"),
            201);

    var found = read(order.getString("userId"));
    assertThat(found.getBoolean("guest")).isTrue();
    assertThat(found.getList("receiptEmails", String.class)).containsExactly("guest@shop.example");
  }

  @Test
  void aNameIsKeptWhereTheNewestOrderHasNone() {
    var body = Map.of("userId", user, "price", "9.00", "currency", "usd");
    var named = new java.util.HashMap<String, Object>(body);
    named.put("payerName", "Ada Lovelace");
    json(asService().body(named).post("/v1/orders"), 201);
    json(asService().body(body).post("/v1/orders"), 201);

    assertThat(read(user).getString("payerName")).isEqualTo("Ada Lovelace");
    assertThat(as("sue", "support").get("/v1/users?limit=100").asString().split("\\{\"userId\":"))
        .filteredOn(one -> one.startsWith("\"" + user + "\""))
        .singleElement()
        .asString()
        .contains("Ada Lovelace");
  }

  @Test
  void whoIsNotKnownIsNotFound() {
    as("sue", "support")
        .get("/v1/users/nobody-" + user)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:paydesk:problem:not-found"));
  }

  @Test
  void payersMayReadNeither() {
    asUser().get("/v1/users/" + user).then().statusCode(403);
    asUser().get("/v1/users").then().statusCode(403);
  }

  @Test
  void whoOrderedLastIsFirstAndThereOnce() {
    order();
    json(
        asService()
            .body(Map.of("userId", "other-" + user, "price", "5.00", "currency", "usd"))
            .post("/v1/orders"),
        201);
    long newest = order("7.00", "usd");

    var found = list("?limit=2");
    assertThat(found.getList("data.userId", String.class)).containsExactly(user, "other-" + user);
    assertThat(found.getLong("data[0].lastOrderId")).isEqualTo(newest);
    assertThat(found.getLong("data[0].orders")).isEqualTo(2);
    assertThat(found.getLong("data[0].lastAmount")).isEqualTo(700);
    var next = list("?limit=2&after=" + found.getString("next"));
    assertThat(next.getList("data.userId", String.class)).doesNotContain(user, "other-" + user);
  }

  @Test
  void aPageThatLooksAtTheOrdersOfOnePayerAloneSaysWhereToGoOn() throws Throwable {
    long older = order();
    long newer = order();
    var page = new PageQuery();
    page.after = Long.toString(newer);

    var found = VertxContextSupport.subscribeAndAwait(() -> people.list(page, 1));

    assertThat(found.data()).isEmpty();
    assertThat(found.next()).isEqualTo(Long.toString(older));
  }
}
