package io.paydesk.admin;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.dev.page.Framed;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An installation without the shop's page. */
@QuarkusTest
@TestProfile(Framed.class)
class SwitchedOffTest extends PaydeskTest {

  @Test
  void nothingIsThereAndNobodySignsIn() {
    var secret =
        json(asAdmin().body(Map.of("name", "a key", "role", "admin")).post("/v1/keys"), 201)
            .getString("secret");

    for (var path :
        List.of(
            "/admin",
            "/admin/",
            "/admin/orders",
            "/admin/sign-in",
            "/admin/oidc",
            "/admin/assets/1/admin.css")) {
      given()
          .accept("text/html")
          .get(path)
          .then()
          .statusCode(404)
          .body("type", equalTo("urn:paydesk:problem:no-such-path"));
    }
    given()
        .contentType("application/x-www-form-urlencoded")
        .body("key=" + secret)
        .post("/admin/sign-in")
        .then()
        .statusCode(404);
    assertThat(tables().number("select count(*) from console_session")).isZero();
  }

  @Test
  void noCookieIsTaken() {
    given()
        .header("Cookie", "paydesk=" + "a".repeat(32))
        .get("/v1/orders")
        .then()
        .statusCode(401)
        .body("type", equalTo("urn:paydesk:problem:unauthorized"));
  }
}
