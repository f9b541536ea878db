package io.paydesk.about;

import static io.paydesk.testing.http.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.testing.Backends;
import io.paydesk.testing.PaydeskTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SettingsTest extends PaydeskTest {

  @Test
  void anAdminSeesWhatRunsAndThatItIsWell() {
    var found = json(asAdmin().get("/v1/settings"), 200);

    assertThat(found.getBoolean("live")).isFalse();
    assertThat(found.getString("version")).isNotEmpty();
    assertThat(found.getString("stripeApiVersion")).matches("20\\d\\d-\\d\\d-\\d\\d\\.\\w+");
    assertThat(found.getString("database.version")).matches("\\d+(\\.\\d+)?");
    assertThat(Integer.parseInt(found.getString("database.migration").split("\\.")[0]))
        .isGreaterThanOrEqualTo(55);
    assertThat(found.getBoolean("health.ready")).isTrue();
    assertThat(found.getList("health.checks.name", String.class))
        .contains("PostgreSQL", "Calls to Stripe", "Listener for changed rows");
    assertThat(found.getList("health.checks.name", String.class))
        .hasSameSizeAs(given().get("/q/health/ready").jsonPath().getList("checks"));
  }

  @Test
  void itSaysWhenEventsLastCame() {
    long order = order();
    sandbox.confirm(intentOf(started(order).getLong("id")).path("id").asText(), "4242424242424242");
    eventuallyPaid(order);

    var found = json(asAdmin().get("/v1/settings"), 200);
    assertThat(found.getString("lastWorked.eventReceivedAt")).isNotEmpty();
    assertThat(found.getString("lastWorked.eventAppliedAt")).isNotEmpty();
    assertThat(found.getString("lastWorked.checkDueAt")).isNotEmpty();
  }

  @Test
  void nothingThatIsSecretHereIsInTheAnswer() {
    var said = asAdmin().get("/v1/settings").asString();

    assertThat(said)
        .doesNotContain(Backends.webhookSecret())
        .doesNotContainPattern("(sk|rk|whsec)_[A-Za-z0-9]+|eyJ|://[^/\\s\"]*@");
    assertThat(said).contains("STRIPE_SECRET_KEY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "support"})
  void othersMayNotReadIt(String role) {
    as("sue", role).get("/v1/settings").then().statusCode(403);
  }
}
