package io.paydesk.stream;

import static io.paydesk.testing.http.Request.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Development and tests, where the app's pages come from another port of one's own machine. */
@QuarkusTest
class OriginsTest extends PaydeskTest {

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1:5173", "http://localhost"})
  void pagesOfThisMachineMayUseTheStreamWithTheirCookie(String origin) {
    given()
        .header("Origin", origin)
        .get("/v1/changes")
        .then()
        .statusCode(401)
        .header("Access-Control-Allow-Origin", equalTo(origin))
        .header("Access-Control-Allow-Credentials", "true");
  }

  @Test
  void pagesFromElsewhereMayNot() {
    given()
        .header("Origin", "http://localhost.shop.example")
        .get("/v1/changes")
        .then()
        .header("Access-Control-Allow-Origin", nullValue());
  }
}
