package io.paydesk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.openapi.Tools.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redocly's linter, with the rules that it recommends, has nothing to say of the description. */
class ApiLintTest {

  private static final String CONFIG =
      Path.of(".ci/clients/redocly.yaml").toAbsolutePath().toString();

  private static Ended lint(Path description) {
    return Tools.node(
        description.getParent(),
        Tools.nodeModules().resolve("@redocly/cli/bin/cli.js").toString(),
        "lint",
        description.toString(),
        "--config",
        CONFIG,
        "--format",
        "json");
  }

  private static JsonNode findings(Ended ended) throws IOException {
    var json = ended.output().substring(ended.output().indexOf("{\n"));
    return new ObjectMapper().readTree(json).path("problems");
  }

  @Test
  void theLinterFindsNothing() throws IOException {
    var ended = lint(Tools.DESCRIPTION);

    assertThat(findings(ended)).as(ended.output()).isEmpty();
    ended.well();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operationId: getConfig | operationId: getOrder | operation-operationId-unique",
        "status: 406            | status: none          | no-invalid-media-type-examples",
        "security: []           | deprecated: false       | security-defined"
      })
  void theLinterFindsWhatIsWrong(String right, String wrong, String rule) throws IOException {
    var description = Tools.workshop("lint").resolve("paydesk.yaml");
    var text = Files.readString(Tools.DESCRIPTION);
    assertThat(text).contains(right);
    Files.writeString(description, text.replaceFirst(Pattern.quote(right), wrong));

    assertThat(findings(lint(description)))
        .extracting(finding -> finding.path("ruleId").textValue())
        .contains(rule);
  }
}
