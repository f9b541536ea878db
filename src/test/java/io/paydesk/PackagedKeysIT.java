package io.paydesk;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.paydesk.testing.http.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first real euro without an identity provider. */
class PackagedKeysIT {

  private static final Pattern KEY = Pattern.compile("pdk_test_[0-9A-Za-z]{38}");

  private PackagedBackends backends;

  @BeforeEach
  void start() {
    backends = PackagedBackends.start();
  }

  @AfterEach
  void stop() {
    backends.close();
  }

  private Map<String, String> withoutProvider() {
    var environment = new HashMap<>(backends.environment());
    environment.keySet().removeIf(name -> name.startsWith("QUARKUS_OIDC_"));
    return environment;
  }

  private static String said(PackagedProcess command) {
    assertThat(command.awaitEnd()).as(command.log()).isZero();
    var key = KEY.matcher(command.log());
    assertThat(key.find()).as(command.log()).isTrue();
    return key.group();
  }

  private static Answer orders(PackagedProcess process, String key) {
    return given()
        .bearer(key)
        .contentType("application/json")
        .body(Map.of("userId", "pia", "price", "5.00", "currency", "usd"))
        .post(process.url("/v1/orders"));
  }

  @Test
  void aKeyOfTheCommandWorksAtOnceAndRevokedItEndsInEveryProcess() {
    try (var one = backends.start(withoutProvider());
        var other = backends.start(withoutProvider())) {
      assertThat(one.log())
          .contains("Nobody can call this service yet", "test mode of Stripe, API keys only");
      given()
          .bearer(backends.keys().token("shop", Set.of("service")))
          .get(one.url("/v1/orders"))
          .then()
          .statusCode(401)
          .body("type", equalTo("urn:paydesk:problem:unauthorized"));

      var admin =
          said(
              PackagedProcess.command(
                  withoutProvider(), "key", "create", "--role", "admin", "--name", "Ada"));
      var service =
          said(
              PackagedProcess.command(
                  withoutProvider(), "key", "create", "--role", "service", "--name", "Shop"));
      orders(one, service).then().statusCode(201);
      orders(other, service).then().statusCode(201);

      int id =
          given()
              .bearer(admin)
              .get(one.url("/v1/keys?role=service"))
              .then()
              .statusCode(200)
              .extract()
              .path("data[0].id");
      given().bearer(admin).delete(one.url("/v1/keys/" + id)).then().statusCode(204);

      orders(one, service)
          .then()
          .statusCode(401)
          .body("type", equalTo("urn:paydesk:problem:key-revoked"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> orders(other, service).statusCode() == 401);
      assertThat(one.log() + other.log()).doesNotContain(admin, service);
    }
  }

  @Test
  void aKeyOfTheSettingIsTakenAtTheFirstStart() {
    var key = said(PackagedProcess.command(Map.of(), "key", "generate", "--mode", "test"));
    var environment = withoutProvider();
    environment.put("PAYDESK_BOOTSTRAP_ADMIN_KEY", key);
    // As the compose file has them where there is no provider.
    environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", "");
    environment.put("QUARKUS_OIDC_TOKEN_AUDIENCE", "");

    for (int i = 0; i < 2; i++) {
      try (var process = backends.start(environment)) {
        given().bearer(key).get(process.url("/v1/keys")).then().statusCode(200);
        assertThat(process.log()).doesNotContain(key);
      }
    }
  }

  @Test
  void aKeyThatIsNoneIsSaidInOneLine() {
    var environment = withoutProvider();
    environment.put("PAYDESK_BOOTSTRAP_ADMIN_KEY", "a word of mine");

    var process = PackagedProcess.start(environment);

    assertThat(process.awaitEnd()).isEqualTo(1);
    assertThat(process.log().lines())
        .singleElement()
        .asString()
        .startsWith("Paydesk does not start: PAYDESK_BOOTSTRAP_ADMIN_KEY")
        .doesNotContain("a word of mine");
  }
}
