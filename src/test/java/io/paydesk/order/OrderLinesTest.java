package io.paydesk.order;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.PaydeskTest;
import io.paydesk.testing.http.AnswerCheck;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Begins with an order whose lines are right, and then breaks one thing at a time. */
@QuarkusTest
class OrderLinesTest extends PaydeskTest {

  private final Map<String, Object> adult =
      new HashMap<>(Map.of("name", "Ticket, row A", "amount", "40.00", "quantity", 2));

  private final Map<String, Object> child =
      new HashMap<>(Map.of("name", "Ticket for a child", "amount", "19.99", "quantity", 1));

  private final Map<String, Object> order =
      new HashMap<>(
          Map.of(
              "userId", user, "price", "99.99", "currency", "usd", "lines", List.of(adult, child)));

  private AnswerCheck made() {
    return asService().body(order).post("/v1/orders").then();
  }

  private void isRefused(int status, String problem) {
    made().statusCode(status).body("type", equalTo("urn:paydesk:problem:" + problem));
  }

  private void costs(String price, String currency, String amount, int quantity) {
    order.putAll(Map.of("price", price, "currency", currency, "lines", List.of(child)));
    child.putAll(Map.of("amount", amount, "quantity", quantity));
  }

  @Test
  void anOrderShowsItsLinesWithTheirTotals() {
    adult.put("taxCode", "txcd_20030000");
    adult.put("imageUrl", "https://shop.example/tickets/a.png?size=200");

    long id = made().statusCode(201).extract().jsonPath().getLong("id");

    asUser()
        .get("/v1/orders/" + id)
        .then()
        .body("amount", equalTo(9999))
        .body("lines", hasSize(2))
        .body("lines[0].name", equalTo("Ticket, row A"))
        .body("lines[0].amount", equalTo("40.00"))
        .body("lines[0].quantity", equalTo(2))
        .body("lines[0].total", equalTo("80.00"))
        .body("lines[0].taxCode", equalTo("txcd_20030000"))
        .body("lines[0].imageUrl", equalTo("https://shop.example/tickets/a.png?size=200"))
        .body("lines[1].total", equalTo("19.99"))
        .body("lines[1].taxCode", nullValue());
  }

  /** As clients send it that are made from the description. */
  @Test
  void anEmptyListOfLinesIsNone() {
    order.put("lines", List.of());

    long id = made().statusCode(201).extract().jsonPath().getLong("id");

    asUser().get("/v1/orders/" + id).then().body("lines", nullValue());
  }

  @Test
  void anOrderWithoutLinesShowsNone() {
    asUser().get("/v1/orders/" + order()).then().body("lines", nullValue());
  }

  @Test
  void whatIsFreeMayBeALine() {
    child.putAll(Map.of("amount", "0", "quantity", 7));
    order.put("price", "80.00");

    made().statusCode(201).body("lines[1].total", equalTo("0.00"));
  }

  @ParameterizedTest
  @CsvSource({"1.50, usd, 0.50, 3", "1500, jpy, 500, 3", "3.690, kwd, 1.23, 3", "15, isk, 5, 3"})
  void linesComeToThePriceInEachKindOfCurrency(
      String price, String currency, String amount, int quantity) {
    costs(price, currency, amount, quantity);
    made().statusCode(201);
  }

  @ParameterizedTest
  @CsvSource({
    "1.51, usd, 0.50, 3, 1.50, 1.51",
    "1501, jpy, 500, 3, 1500, 1501",
    "3.700, kwd, 1.23, 3, 3.690, 3.700",
    "9999999999.99, usd, 9999999999.99, 999999, 9999989999990000.01, 9999999999.99"
  })
  void linesThatDoNotComeToThePriceAreRefusedWithBothSums(
      String price, String currency, String amount, int quantity, String sum, String shown) {
    costs(price, currency, amount, quantity);

    made()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:lines-do-not-add-up"))
        .body("linesPrice", equalTo(sum))
        .body("price", equalTo(shown))
        .body("currency", equalTo(currency))
        .body("detail", containsString("The lines come to " + sum + " " + currency));
  }

  /** By 2 to the power of 64 more than 99.99, which 64 bits cannot tell from it. */
  @Test
  void noSumWrapsAround() {
    adult.putAll(Map.of("amount", "184467625204.72", "quantity", 999_999));
    child.putAll(Map.of("amount", "820.87", "quantity", 1));

    made().statusCode(422).body("linesPrice", equalTo("184467440737095616.15"));
  }

  @Test
  void eachLineIsCountedInTheStepsOfItsCurrency() {
    costs("3.690", "kwd", "1.234", 3);
    isRefused(422, "amount-not-chargeable");
    costs("3.69", "usd", "1.234", 3);
    isRefused(422, "too-many-decimals");
    costs("3.69", "usd", "-1.23", 3);
    isRefused(422, "invalid-price");
  }

  @Test
  void aSubscriptionsOrderHasNoLines() {
    order.put("priceId", "price_monthly");
    isRefused(422, "lines-of-subscription");
  }

  @Test
  void thereAreAHundredLinesAtMost() {
    order.put("lines", Collections.nCopies(101, child));
    isRefused(400, "invalid-request");
    order.put("price", "1999.00");
    order.put("lines", Collections.nCopies(100, child));
    made().statusCode(201).body("lines", hasSize(100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/a.png",
        "https://user:secret@shop.example/a.png",
        "https://shop.example/a b.png",
        "https://shop.example/\"onerror=",
        "https:///a.png",
        "javascript:alert(1)"
      })
  void aPictureIsAtAPlainHttpsAddress(String address) {
    adult.put("imageUrl", address);
    isRefused(400, "invalid-request");
  }

  @Test
  void eachFieldOfALineIsChecked() {
    adult.put("taxCode", "books");
    isRefused(400, "invalid-request");
    adult.remove("taxCode");
    adult.put("name", "Two\nlines");
    isRefused(400, "invalid-request");
    adult.put("name", " ");
    isRefused(400, "invalid-request");
    adult.put("name", "n".repeat(251));
    isRefused(400, "invalid-request");
    adult.put("name", "Ticket");
    adult.put("quantity", 0);
    isRefused(400, "invalid-request");
    adult.put("quantity", 1_000_000);
    isRefused(400, "invalid-request");
    adult.put("quantity", 2);
    adult.put("colour", "red");
    isRefused(400, "unknown-field");
    adult.remove("colour");
    order.put("lines", Arrays.asList(adult, null));
    isRefused(400, "invalid-request");
    order.put("lines", List.of(adult, child));
    made().statusCode(201);
  }
}
