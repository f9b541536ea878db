package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.dev.token.DevKeys;
import io.paydesk.testing.QuickKeys;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the settings of this run before anything else reads them. */
class StartCheckTest {

  private static final String WITHOUT_STRIPE = "not-needed-to-migrate";

  @TempDir private Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private Map<String, String> variables = Map.of();

  @BeforeEach
  void enough() {
    var keys = QuickKeys.get().settings();
    environment.put("quarkus.datasource.reactive.url", "postgresql://db/paydesk");
    environment.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://db/paydesk");
    environment.put("stripe.secret-key", "sk_test_1");
    environment.put("stripe.publishable-key", "pk_test_1");
    environment.put("stripe.webhook-secrets", "whsec_1,whsec_2");
    environment.put("quarkus.oidc.public-key", keys.get("quarkus.oidc.public-key"));
    environment.put("quarkus.oidc.token.issuer", DevKeys.ISSUER);
    environment.put("quarkus.oidc.token.audience", DevKeys.AUDIENCE);
  }

  /** As it is done at a start, but for the environment of the machine. */
  private SmallRyeConfig start() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(environment, "environment", 300))
        .withSources((ConfigSourceFactory) context -> StartCheck.look(context, variables))
        .withSources(new PropertiesLocationConfigSourceFactory())
        .build();
  }

  private void refused(String variable) {
    assertThatThrownBy(this::start)
        .hasMessageStartingWith("Paydesk does not start: ")
        .hasMessageContaining(variable);
  }

  @Test
  void withWhatHasToBeSetItStarts() {
    assertThat(start().getValue("stripe.secret-key", String.class)).isEqualTo("sk_test_1");
  }

  @Test
  void whatIsMissingIsNamed() {
    environment.remove("stripe.secret-key");
    refused("STRIPE_SECRET_KEY");
  }

  @Test
  void whatAFurtherFileSetsIsSet() throws IOException {
    environment.remove("stripe.secret-key");
    var file = folder.resolve("more.properties");
    Files.writeString(file, "stripe.secret-key=sk_test_2");
    environment.put("smallrye.config.locations", file.toUri().toString());
    assertThat(start().getValue("stripe.secret-key", String.class)).isEqualTo("sk_test_2");
  }

  @Test
  void whoOnlyMigratesNeedsNoKeyOfStripes() {
    RequiredSettings.STRIPE.forEach(environment::remove);
    environment.put("quarkus.init-and-exit", "true");
    var settings = start();
    assertThat(RequiredSettings.STRIPE)
        .allMatch(name -> settings.getValue(name, String.class).equals(WITHOUT_STRIPE));
  }

  @Test
  void aMisspeltVariableIsNamedWithTheNearestRightOne() {
    variables = Map.of("PAYDESK_STREAM_HEARTBEET", "15S", "PATH", "/bin");
    refused(
        "PAYDESK_STREAM_HEARTBEET is no setting of Paydesk. The nearest one is"
            + " PAYDESK_STREAM_HEARTBEAT");
  }

  @Test
  void aSettingOfAnotherVersionStopsNoStart() {
    variables = Map.of("PAYDESK_PAYOUT_REPORT_FOLDER", "/reports");
    assertThat(start()).isNotNull();
    assertThat(OwnSettings.unknown(variables)).containsExactly("PAYDESK_PAYOUT_REPORT_FOLDER");
  }

  @Test
  void whatKubernetesTellsOfAServiceIsNoSetting() {
    variables =
        Map.of(
            "PAYDESK_SERVICE_HOST", "10.0.0.1",
            "PAYDESK_SERVICE_PORT_HTTP", "8080",
            "PAYDESK_MANAGEMENT_SERVICE_PORT", "9000",
            "PAYDESK_PORT", "tcp://10.0.0.1:8080",
            "PAYDESK_PORT_8080_TCP_ADDR", "10.0.0.1",
            "PAYDESK_BRAND_NAME", "Ada's Tickets");
    assertThat(start()).isNotNull();
  }

  @Test
  void aDurationThatIsNoneIsNamed() {
    variables = Map.of("PAYDESK_STREAM_POLL", "soon");
    refused("PAYDESK_STREAM_POLL is no duration");
  }

  @ParameterizedTest
  @CsvSource({
    "PAYDESK_STREAM_POLL, 1s",
    "PAYDESK_STREAM_POLL, 500MS",
    "PAYDESK_PAYMENT_LOOK_FOR, P180D",
    "PAYDESK_PAYMENT_LOOK_FOR, 0",
    "PAYDESK_ALERT_EVERY, off",
    "PAYDESK_ALERT_EVERY, disabled",
    "PAYDESK_WEBHOOK_LATE_EVENTS, off",
    "PAYDESK_WEBHOOK_LATE_EVENTS, Disabled",
    "PAYDESK_ALERT_EVERY, ''"
  })
  void aDurationIsWrittenAsTheTableOfSettingsSays(String variable, String value) {
    variables = Map.of(variable, value);
    assertThat(start()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.datasource.reactive.url, jdbc:postgresql://db/paydesk,"
        + " QUARKUS_DATASOURCE_REACTIVE_URL",
    "quarkus.datasource.jdbc.url, postgresql://db/paydesk, QUARKUS_DATASOURCE_JDBC_URL",
    "stripe.webhook-secrets, 'whsec_1, we_1', STRIPE_WEBHOOK_SECRETS",
    "stripe.webhook-secrets, ' , ', STRIPE_WEBHOOK_SECRETS",
    "stripe.secret-key, mk_1, STRIPE_SECRET_KEY",
    "quarkus.oidc.public-key, MIIBIjAN, QUARKUS_OIDC_PUBLIC_KEY",
    "stripe.script, http://cdn.example/stripe.js, STRIPE_SCRIPT",
    "paydesk.mcp, true, PAYDESK_MCP",
    "paydesk.payment-method-configuration, pm_123, PAYDESK_PAYMENT_METHOD_CONFIGURATION"
  })
  void whatNothingCanBeDoneWithIsNamedAndNotQuoted(String name, String value, String variable) {
    environment.put(name, value);
    assertThatThrownBy(this::start)
        .hasMessageStartingWith("Paydesk does not start: " + variable)
        .message()
        .hasLineCount(1)
        .doesNotContain(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_1,", "whsec_1, ,whsec_2", " ,whsec_1"})
  void aBlankBetweenSigningSecretsIsNone(String secrets) {
    environment.put("stripe.webhook-secrets", secrets);
    assertThat(start()).isNotNull();
  }

  @Test
  void aPublicKeyMayKeepItsFrameAndItsLines() {
    environment.compute(
        "quarkus.oidc.public-key",
        (name, key) -> "-----BEGIN PUBLIC KEY-----\n" + key + "\n-----END PUBLIC KEY-----");
    assertThat(start()).isNotNull();
  }
}
