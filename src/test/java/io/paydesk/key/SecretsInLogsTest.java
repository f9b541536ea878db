package io.paydesk.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.logging.LogRuntimeConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.junit.jupiter.api.Test;

class SecretsInLogsTest {

  private final String key = TokenText.random(TokenKind.KEY, true).text();
  private final String token = TokenText.random(TokenKind.USER_TOKEN, false).text();

  private static ExtLogRecord logged(String format, Object... values) {
    var line = new ExtLogRecord(Level.INFO, format, FormatStyle.PRINTF, "test");
    line.setParameters(values);
    assertThat(new SecretsInLogs().isLoggable(line)).isTrue();
    return line;
  }

  @Test
  void aSecretIsBlackenedWhereverItStandsInALine() {
    assertThat(logged("got %s for %s", key, "pia").getFormattedMessage())
        .isEqualTo("got pdk_live_*** for pia");
    assertThat(logged("at /v1?a=" + token + "&b=1").getFormattedMessage())
        .isEqualTo("at /v1?a=pdk_user_test_***&b=1");
    assertThat(logged("%s", "sk_live_" + "abcd1234").getFormattedMessage())
        .isEqualTo("sk_live_***");
    assertThat(logged("%s", "whsec_" + "abcd+/==").getFormattedMessage()).isEqualTo("whsec_***");
    assertThat(logged("%s", "pi_3Qx_secret_" + "abcd1234").getFormattedMessage())
        .isEqualTo("pi_3Qx_secret_***");
  }

  @Test
  void aLineWithoutOneIsAsItWas() {
    assertThat(logged("%d %% of %s", 5, "pdk_").getFormattedMessage()).isEqualTo("5 % of pdk_");
  }

  @Test
  void whatAFailureSaysIsBlackenedToo() {
    var line = new ExtLogRecord(Level.SEVERE, "failed", FormatStyle.NO_FORMAT, "test");
    var cause = new IllegalArgumentException("bad header " + key);
    line.setThrown(new IllegalStateException("wrapped", cause));

    new SecretsInLogs().isLoggable(line);

    var shown = line.getThrown();
    assertThat(shown.toString()).isEqualTo("java.lang.IllegalStateException: wrapped");
    assertThat(shown.getCause().toString())
        .isEqualTo("java.lang.IllegalArgumentException: bad header pdk_live_***");
    assertThat(shown.getCause().getStackTrace()).isEqualTo(cause.getStackTrace());
  }

  private static ExtLogRecord failed(Throwable failure) {
    var line = new ExtLogRecord(Level.SEVERE, "failed", FormatStyle.NO_FORMAT, "test");
    line.setThrown(failure);
    new SecretsInLogs().isLoggable(line);
    return line;
  }

  private static String shown(ExtLogRecord line) {
    var text = new StringWriter();
    line.getThrown().printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void whatAFailureHadSuppressedIsBlackenedToo() {
    var failure = new IllegalStateException("closed");
    failure.addSuppressed(new IllegalStateException("wrapped", new Exception("sent " + key)));

    assertThat(shown(failed(failure)))
        .contains("Suppressed: java.lang.IllegalStateException: wrapped", "sent pdk_live_***")
        .doesNotContain(key);
  }

  @Test
  void aFailureThatIsItsOwnCauseOrHasEndlessOnesIsShownOnce() {
    var outer = new IllegalStateException("outer");
    var inner = new IllegalStateException("inner " + key, outer);
    outer.initCause(inner);
    Throwable deep = new IllegalStateException("deepest " + key);
    for (int i = 0; i < 10_000; i++) {
      deep = new IllegalStateException("level " + i, deep);
    }

    assertThat(shown(failed(outer))).contains("outer", "inner pdk_live_***").doesNotContain(key);
    assertThat(shown(failed(deep))).contains("level 9999").doesNotContain(key);
  }

  @Test
  void eachHandlerThatQuarkusHasBlackens() throws Exception {
    var settings = new Properties();
    try (var file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
      settings.load(file);
    }
    var handlers =
        Stream.of(LogRuntimeConfig.class.getMethods())
            .filter(
                handler ->
                    Stream.of(handler.getReturnType().getMethods())
                        .anyMatch(
                            setting ->
                                setting.getName().equals("filter")
                                    && setting.getParameterCount() == 0))
            .map(handler -> "quarkus.log." + handler.getName() + ".filter")
            .toList();

    assertThat(handlers).contains("quarkus.log.console.filter", "quarkus.log.syslog.filter");
    assertThat(handlers)
        .allSatisfy(
            handler -> assertThat(settings.getProperty(handler)).as(handler).isEqualTo("secrets"));
  }
}
