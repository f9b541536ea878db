package io.paydesk.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first key, on the command line. */
@QuarkusTest
class KeyCommandTest extends KeyTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Config config, String... words) {
    var all = new ArrayList<>(List.of("key"));
    all.addAll(List.of(words));
    return new KeyCommand(config, new PrintStream(out), new PrintStream(err)).run(all);
  }

  private int run(String... words) {
    return run(ConfigProvider.getConfig(), words);
  }

  @Test
  void itPrintsAKeyThatWorksAtOnceAndNothingElse() {
    assertThat(run("create", "--role", "admin", "--name", "first")).isZero();

    var secret = out.toString().strip();
    assertThat(secret).matches("pdk_test_[0-9A-Za-z]{38}");
    assertThat(err.toString()).contains("of the role admin").doesNotContain(secret);
    with(secret)
        .get("/v1/keys?role=admin&limit=1")
        .then()
        .statusCode(200)
        .body("data[0].name", equalTo("first"))
        .body("data[0].origin", equalTo("command"));
    with(secret)
        .get("/v1/audit?caller=key:command&limit=1")
        .then()
        .statusCode(200)
        .body("data[0].operation", equalTo("createKey"));
  }

  @Test
  void itNarrowsAKeyAndLetsItExpire() {
    var words =
        new String[] {
          "create",
          "--role",
          "service",
          "--name",
          "narrow",
          "--scope",
          "read",
          "--expires",
          "2999-01-01T00:00:00Z"
        };
    assertThat(run(words)).isZero();

    var secret = out.toString().strip();
    with(secret).get("/v1/orders").then().statusCode(200);
    isRefused(
        with(secret)
            .body(Map.of("userId", user, "price", "5.00", "currency", "usd"))
            .post("/v1/orders"),
        403,
        "outside-the-scopes");
  }

  @Test
  void itGeneratesOneForTheSettingWithoutADatabase() {
    var nothing = new SmallRyeConfigBuilder().build();

    assertThat(run(nothing, "generate", "--mode", "live")).isZero();

    assertThat(TokenText.read(out.toString().strip())).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                           | Usage",
        "list                                                       | Usage",
        "create                                                     | Give --name once",
        "create --name n                                            | Give --role once",
        "create --name n --name m --role admin                      | Give --name once",
        "create --name n --role                                     | Usage",
        "create --name n --role boss                                | --role is",
        "create --name n --role admin --scope all                   | --scope is one of",
        "create --name n --role admin --expires soon                | --expires is a time",
        "create --name n --role admin --expires 2020-01-01T00:00:00Z | --expires is a time",
        "create --name n --role admin --expires +999999999-01-01T00:00:00Z | --expires is a time",
        "generate                                                   | Give --mode once",
        "generate --mode fast                                       | --mode is"
      })
  void whatItCannotDoIsSaidInWords(String words, String said) {
    assertThat(run(words == null ? new String[0] : words.split(" "))).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith(said);
  }

  @Test
  void aDatabaseThatIsNotThereOrNotNamedIsSaidInWords() {
    var words = new String[] {"create", "--name", "n", "--role", "admin"};
    var nowhere =
        new SmallRyeConfigBuilder()
            .withDefaultValue("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:1/x")
            .build();

    assertThat(run(new SmallRyeConfigBuilder().build(), words)).isEqualTo(1);
    assertThat(run(nowhere, words)).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("Set QUARKUS_DATASOURCE_JDBC_URL", "The database refused: ");
  }
}
