package io.paydesk.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OrdersTest extends PaydeskTest {

  @Test
  void anOrderShowsItsPriceInBothUnits() {
    asService()
        .body(
            Map.of(
                "userId", user,
                "price", "99.99",
                "currency", "USD",
                "description", "Two tickets",
                "metadata", Map.of("seat", "12A")))
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .body("amount", equalTo(9999))
        .body("price", equalTo("99.99"))
        .body("currency", equalTo("usd"))
        .body("status", equalTo("pending"))
        .body("metadata.seat", equalTo("12A"))
        .body("userId", equalTo(user));
  }

  @Test
  void onlyServicesAndAdminsMakeOrders() {
    asUser()
        .body(Map.of("userId", user, "price", "1.00", "currency", "usd"))
        .post("/v1/orders")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:paydesk:problem:forbidden"));
  }

  @Test
  void somebodyElsesOrderIsNotFound() {
    long id = order();

    var others =
        as("somebody-else").get("/v1/orders/" + id).then().statusCode(404).extract().jsonPath();
    var nobodys =
        as("somebody-else").get("/v1/orders/987654321").then().statusCode(404).extract().jsonPath();

    assertThat(others.getString("detail").replace("" + id, "?"))
        .isEqualTo(nobodys.getString("detail").replace("987654321", "?"));
    asAdmin().get("/v1/orders/" + id).then().statusCode(200);
    asUser().get("/v1/orders/" + id).then().statusCode(200);
  }

  @Test
  void anUnlinkedOrderCanBeDeletedAndALinkedOneCannot() {
    long unlinked = order();
    long linked = order();
    started(linked);

    asService().delete("/v1/orders/" + unlinked).then().statusCode(204);
    asService().get("/v1/orders/" + unlinked).then().statusCode(404);
    asService()
        .delete("/v1/orders/" + linked)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-linked"));
    asService().delete("/v1/orders/" + unlinked).then().statusCode(404);
    asUser().delete("/v1/orders/" + linked).then().statusCode(403);
  }

  /** As of a renewal that a balance at Stripe covers. */
  @Test
  void aPaidOrderWithoutAPaymentStaysForTheBooks() {
    long first = order();
    tables()
        .change(
            "insert into orders (user_id, amount, currency, status, renewal_of) values (?, 0, 'usd',"
                + " 'paid', ?)",
            user,
            first);
    long renewal = tables().number("select id from orders where renewal_of = ?", first);

    asService()
        .delete("/v1/orders/" + renewal)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:paydesk:problem:order-linked"));
    asUser().get("/v1/orders/" + renewal).then().body("status", equalTo("paid"));
  }

  @Test
  void aListShowsEachOrderOnceNewestFirst() {
    var made = new ArrayList<Integer>();
    for (int i = 0; i < 5; i++) {
      made.add(0, (int) order());
    }
    order("5.00", "eur");

    var first =
        asUser()
            .queryParam("limit", 4)
            .get("/v1/orders")
            .then()
            .body("data", hasSize(4))
            .extract()
            .jsonPath();
    var second =
        asUser()
            .queryParam("limit", 4)
            .queryParam("after", first.getString("next"))
            .get("/v1/orders")
            .then()
            .body("next", nullValue())
            .extract()
            .jsonPath();

    List<Integer> seen = new ArrayList<>(first.getList("data.id", Integer.class));
    seen.addAll(second.getList("data.id", Integer.class));
    assertThat(seen.subList(1, 6)).isEqualTo(made);
  }

  @Test
  void aListOfOthersIsForServicesAndAdmins() {
    order();

    asService().queryParam("userId", user).get("/v1/orders").then().body("data", hasSize(1));
    as("somebody-else")
        .queryParam("userId", user)
        .get("/v1/orders")
        .then()
        .body("data", hasSize(0));
  }

  @Test
  void aListCanBeLimitedToAStatus() {
    order();

    asUser().queryParam("status", "pending").get("/v1/orders").then().body("data", hasSize(1));
    asUser().queryParam("status", "paid").get("/v1/orders").then().body("data", hasSize(0));
    asUser()
        .queryParam("status", "payed")
        .get("/v1/orders")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:paydesk:problem:invalid-status"));
  }

  @Test
  void aSubscriptionsOrderKeepsWhatTheShopSet() {
    asService()
        .body(
            Map.of(
                "userId",
                user,
                "price",
                "10.00",
                "currency",
                "usd",
                "priceId",
                "price_monthly",
                "quantity",
                2,
                "trialDays",
                14))
        .post("/v1/orders")
        .then()
        .statusCode(201)
        .body("priceId", equalTo("price_monthly"))
        .body("quantity", equalTo(2))
        .body("trialDays", equalTo(14));
    asService()
        .body(Map.of("userId", user, "price", "10.00", "currency", "usd", "trialDays", 14))
        .post("/v1/orders")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:subscription-fields-without-price"));
  }

  @Test
  void onlyTheOwnerReadsTheReceiptAddressAndItMayBeAbsent() {
    long id =
        asService()
            .body(
                Map.of(
                    "userId", user,
                    "price", "10.00",
                    "currency", "usd",
                    "receiptEmail", "ada.lovelace+tickets@mail.example.com"))
            .post("/v1/orders")
            .then()
            .statusCode(201)
            .body("receiptEmail", equalTo("ada.lovelace+tickets@mail.example.com"))
            .extract()
            .jsonPath()
            .getLong("id");

    asUser()
        .get("/v1/orders/" + id)
        .then()
        .body("receiptEmail", equalTo("ada.lovelace+tickets@mail.example.com"));
    asUser().get("/v1/orders/" + order()).then().body("receiptEmail", nullValue());
  }

  @Test
  void aKeyFromBeforeAFieldStillHasTheSameBody() throws Exception {
    var json = new ObjectMapper();
    var before =
        json.readTree(
            json.writeValueAsString(
                new CreateOrder(
                    "u", "1.00", "usd", null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null, null, null, null)));

    assertThat(before.has("receiptEmail")).isFalse();
    assertThat(before.has("capture")).isFalse();
    assertThat(before.has("lines")).isFalse();
    assertThat(before.has("expiresAt")).isFalse();
    assertThat(before.has("statementDescriptorSuffix")).isFalse();
    assertThat(before.has("payerName")).isFalse();
    assertThat(before.has("invoice")).isFalse();
    assertThat(before.has("managedPayments")).isFalse();
    assertThat(before.has("adaptivePricing")).isFalse();
    assertThat(before.has("paymentMethodConfiguration")).isFalse();
    assertThat(before.has("description")).isTrue();
  }
}
