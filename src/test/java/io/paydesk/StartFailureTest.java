package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paydesk.setting.AtLeast;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.BindException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {

  @ConfigMapping(prefix = "some")
  interface Some {
    Duration longTime();

    int number();

    @WithDefault("1")
    @WithConverter(AtLeast.One.class)
    long least();

    @WithDefault("P365D")
    @WithConverter(AtLeast.AYear.class)
    Duration kept();
  }

  @ParameterizedTest
  @CsvSource({
    "08001, QUARKUS_DATASOURCE_JDBC_URL",
    "28P01, QUARKUS_DATASOURCE_PASSWORD",
    "28000, QUARKUS_DATASOURCE_USERNAME",
    "3D000, no database of the name",
    "55P03, holds a lock on a table"
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
      read(Map.of("some.long-time", time, "some.number", number));
      throw new AssertionError("It was read");
    } catch (RuntimeException e) {
      assertThat(StartFailure.lineOf(e))
          .get()
          .asString()
          .contains(words)
          .doesNotContain("secret", "soon");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "some.least, 0, SOME_LEAST must be at least 1",
    "some.least, -8, SOME_LEAST must be at least 1",
    "some.least, 77x, SOME_LEAST must be a whole number",
    "some.kept, P364D, SOME_KEPT must be at least 365 days",
    "some.kept, soon, 'SOME_KEPT is no duration such as 30S, 2M, 168H or P180D'",
  })
  void aValueThatIsTooSmallIsNamedWithTheLeastAndNotQuoted(
      String name, String value, String words) {
    var values = new HashMap<>(Map.of("some.long-time", "1S", "some.number", "1"));
    values.put(name, value);
    assertThatThrownBy(() -> read(values))
        .satisfies(
            failure ->
                assertThat(StartFailure.lineOf(failure))
                    .get()
                    .asString()
                    .endsWith(words)
                    .doesNotContain(value));
  }

  @Test
  void theLeastItselfIsTaken() {
    var some =
        read(
            Map.of(
                "some.long-time",
                "1S",
                "some.number",
                "1",
                "some.least",
                " 1 ",
                "some.kept",
                "8760H"));
    assertThat(some.least()).isOne();
    assertThat(some.kept()).isEqualTo(Duration.ofDays(365));
  }

  private static Some read(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(Some.class)
        .withSources(new PropertiesConfigSource(values, "test", 300))
        .build()
        .getConfigMapping(Some.class);
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
