package io.paydesk.money;

import static io.paydesk.testing.http.Request.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CurrenciesTest extends PaydeskTest {

  @Test
  void aCurrencyExplainsItself() {
    given()
        .get("/v1/currencies/USD")
        .then()
        .statusCode(200)
        .body("code", equalTo("usd"))
        .body("digits", equalTo(2))
        .body("step", equalTo(1))
        .body("smallestCharge", equalTo(50))
        .body("example", equalTo("10.00 USD is 1000"));
    given()
        .get("/v1/currencies/jpy")
        .then()
        .body("digits", equalTo(0))
        .body("example", equalTo("10 JPY is 10"));
    given()
        .get("/v1/currencies/kwd")
        .then()
        .body("digits", equalTo(3))
        .body("step", equalTo(10))
        .body("smallestCharge", nullValue());
    given()
        .get("/v1/currencies/isk")
        .then()
        .body("step", equalTo(100))
        .body("example", equalTo("10.00 ISK is 1000"));
  }

  @Test
  void anUnknownCurrencyIsRefused() {
    given()
        .get("/v1/currencies/xyz")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:paydesk:problem:unknown-currency"));
  }
}
