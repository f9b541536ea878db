package io.paydesk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.paydesk.alert.AlertKind;
import io.paydesk.testing.Docs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever is woken finds what is asked of them under the alert's own name. */
class AlertsPageTest {

  private static final String PAGE = Docs.page("operate/alerts.md").text();
  private static final Path RULES = Path.of("deploy/helm/paydesk/files/alerts.yaml");

  @Test
  void eachKindHasASectionAndNoOtherHas() {
    assertThat(sections("## What each kind asks of you"))
        .containsExactlyElementsOf(Arrays.stream(AlertKind.values()).map(AlertKind::text).toList());
  }

  @Test
  void eachRuleOfPrometheusHasASectionAndNoOtherHas() throws IOException {
    var rules = new ObjectMapper(new YAMLFactory()).readTree(RULES.toFile());

    assertThat(sections("## What each rule of Prometheus asks of you"))
        .containsExactlyElementsOf(rules.findValuesAsText("alert"));
  }

  @Test
  void eachSectionSaysWhatToDo() {
    var sections = PAGE.split("(?m)^### ");

    assertThat(List.of(sections).subList(1, sections.length))
        .hasSizeGreaterThan(25)
        .allSatisfy(
            section ->
                assertThat(section.lines().skip(1).filter(line -> !line.isBlank()))
                    .as(section)
                    .isNotEmpty());
  }

  @Test
  void whatIsForPeopleHasNoCallsOfPrograms() {
    int from = PAGE.indexOf("## What each kind asks of you\n");
    var kinds = PAGE.substring(from, PAGE.indexOf("\n## ", from)).split("\\n\\n+");

    assertThat(kinds).filteredOn(one -> one.startsWith("For programs: ")).hasSizeGreaterThan(10);
    assertThat(kinds)
        .filteredOn(one -> !one.startsWith("For programs: "))
        .allSatisfy(one -> assertThat(one).doesNotContain("/v1/"));
  }

  /** The names below a heading, in their order. */
  private static List<String> sections(String heading) {
    int from = PAGE.indexOf(heading + "\n");
    assertThat(from).as(heading).isPositive();
    int next = PAGE.indexOf("\n## ", from);
    var part = PAGE.substring(from, next < 0 ? PAGE.length() : next);
    return Pattern.compile("(?m)^### `?(\\w+)`?$")
        .matcher(part)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
