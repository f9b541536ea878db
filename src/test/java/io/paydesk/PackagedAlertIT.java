package io.paydesk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paydesk.testing.PackagedBackends;
import io.paydesk.testing.PackagedProcess;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two processes that look on their own schedule, as in production. */
class PackagedAlertIT {

  private static RequestSpecification as(PackagedBackends backends, String who, String... roles) {
    return given()
        .auth()
        .oauth2(backends.keys().token(who, Set.of(roles)))
        .contentType("application/json");
  }

  @Test
  void aCardThatIsDeclinedTooOftenIsLoggedByOneProcessAndShownByBoth() {
    try (var backends = PackagedBackends.start()) {
      var environment = backends.environment();
      environment.put("PAYDESK_ALERT_EVERY", "1s");
      environment.put("PAYDESK_ALERT_USER_DECLINES", "0");
      environment.put("PAYDESK_ALERT_CARD_DECLINES", "2");
      environment.put("PAYDESK_ALERT_CARD_DECLINES_WINDOW", "90M");
      try (var one = backends.start(environment);
          var two = backends.start(environment)) {
        declineTwice(backends, one);

        for (var process : Stream.of(one, two).toList()) {
          await()
              .atMost(Duration.ofSeconds(60))
              .untilAsserted(
                  () ->
                      assertThat(given().get(process.url("/q/metrics")).asString())
                          .contains("paydesk_alerts_open{kind=\"card_declines\"} 1.0"));
        }
        assertThat(Stream.of(one, two).flatMap(process -> process.log().lines()))
            .filteredOn(line -> line.contains("raised: kind="))
            .singleElement()
            .asString()
            .contains("WARN")
            .contains("kind=card_declines")
            .contains("observed=2 threshold=2 unit=count window=5400s");
        var alerts = as(backends, "ada", "admin").get(two.url("/v1/alerts")).jsonPath();
        assertThat(alerts.getList("data")).hasSize(1);
        assertThat(alerts.getString("data[0].detail")).contains("within 90 minutes");
      }
    }
  }

  private static void declineTwice(PackagedBackends backends, PackagedProcess process) {
    var order =
        as(backends, "shop", "service")
            .body(Map.of("userId", "pia", "price", "99.99", "currency", "usd"))
            .post(process.url("/v1/orders"))
            .jsonPath()
            .getLong("id");
    var payment =
        as(backends, "pia")
            .body(Map.of("orderId", order))
            .post(process.url("/v1/payments"))
            .jsonPath();
    for (int i = 0; i < 2; i++) {
      backends.sandbox().confirm(payment.getString("paymentIntentId"), "4000000000000002");
    }
  }
}
