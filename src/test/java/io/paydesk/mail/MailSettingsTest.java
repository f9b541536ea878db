package io.paydesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailSettingsTest {

  private static final Map<String, String> ON =
      Map.of(
          "paydesk.mail.receipts", "payment,renewal",
          "quarkus.mailer.host", "mail.example.com",
          "quarkus.mailer.from", "shop@example.com");

  private static Map<String, String> with(String property, String value) {
    var settings = new HashMap<>(ON);
    settings.put(property, value);
    return settings;
  }

  private static Optional<String> problem(Map<String, String> settings) {
    return MailSettings.problemOf(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "deployer", 300))
            .withDefaultValue("quarkus.mailer.host", "localhost")
            .build());
  }

  @Test
  void withoutReceiptsNothingIsNeeded() {
    assertThat(problem(Map.of())).isEmpty();
    assertThat(problem(Map.of("paydesk.mail.receipts", ""))).isEmpty();
    assertThat(problem(Map.of("paydesk.mail.locale", "?"))).isEmpty();
  }

  @Test
  void withAServerAndASenderReceiptsAreSent() {
    assertThat(problem(ON)).isEmpty();
    assertThat(problem(with("paydesk.mail.receipts", " payment , refund "))).isEmpty();
  }

  @Test
  void aServerThatIsNotSetIsMissing() {
    assertThat(problem(Map.of("paydesk.mail.receipts", "refund")).orElseThrow())
        .isEqualTo(
            "set QUARKUS_MAILER_HOST, QUARKUS_MAILER_FROM, as PAYDESK_MAIL_RECEIPTS turns receipts on");
    assertThat(problem(with("quarkus.mailer.from", "")).orElseThrow())
        .contains("QUARKUS_MAILER_FROM")
        .doesNotContain("HOST");
  }

  @Test
  void aMockMailerNeedsNoServer() {
    assertThat(problem(Map.of("paydesk.mail.receipts", "refund", "quarkus.mailer.mock", "true")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "paydesk.mail.receipts, payments, PAYDESK_MAIL_RECEIPTS",
    "paydesk.mail.locale, ?, PAYDESK_MAIL_LOCALE",
    "paydesk.mail.time-zone, Europe/Atlantis, PAYDESK_MAIL_TIME_ZONE"
  })
  void aWrongSettingIsNamedInOneLine(String property, String value, String variable) {
    assertThat(problem(with(property, value)).orElseThrow())
        .contains(variable)
        .doesNotContain(value.equals("?") ? "\n" : "Atlantis");
  }
}
