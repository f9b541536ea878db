package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.BindException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {

  @ConfigMapping(prefix = "some")
  interface Some {
    Duration longTime();

    int number();
  }

  @ParameterizedTest
  @CsvSource({
    "08001, QUARKUS_DATASOURCE_JDBC_URL",
    "28P01, QUARKUS_DATASOURCE_PASSWORD",
    "28000, QUARKUS_DATASOURCE_USERNAME",
    "3D000, no database of the name"
  })
  void whatTheDatabaseSaysIsOneLine(String state, String words) {
    var failure = new RuntimeException(new IllegalStateException(new SQLException("", state)));
    assertThat(StartFailure.lineOf(failure))
        .get()
        .asString()
        .startsWith("Paydesk does not start: ")
        .contains(words)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "soon, 1, SOME_LONG_TIME is no duration",
    "1S, secret, SOME_NUMBER is no integer",
  })
  void aValueThatCannotBeReadIsNamedAndNotQuoted(String time, String number, String words) {
    try {
      new SmallRyeConfigBuilder()
          .withConverter(Duration.class, 200, new DurationConverter())
          .withMapping(Some.class)
          .withSources(
              new PropertiesConfigSource(
                  Map.of("some.long-time", time, "some.number", number), "test", 300))
          .build();
      throw new AssertionError("It was read");
    } catch (RuntimeException e) {
      assertThat(StartFailure.lineOf(e))
          .get()
          .asString()
          .contains(words)
          .doesNotContain("secret", "soon");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    assertThat(StartFailure.lineOf(new RuntimeException(new BindException())))
        .get()
        .asString()
        .contains("QUARKUS_HTTP_PORT");
  }

  @Test
  void whatNoSettingMendsKeepsItsStackTrace() {
    assertThat(StartFailure.lineOf(new IllegalStateException("something else"))).isEmpty();
    assertThat(StartFailure.lineOf(new RuntimeException(new SQLException("", "42P01")))).isEmpty();
  }
}
