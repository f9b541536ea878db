package io.paydesk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.actionflow.DeliveryType;
import io.paydesk.caller.Call;
import io.paydesk.deploy.Metrics;
import io.paydesk.testing.Docs;
import io.paydesk.testing.Resources;
import io.paydesk.trace.MetricHelp;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the code says is not written again by hand. */
class ReferencePagesTest {

  private static final Path REFERENCE = Docs.FOLDER.resolve("reference");

  /**
   * A setting where it is used, with or without a default: {@code ${otel.service.name:paydesk}}.
   */
  private static final Pattern NAMED =
      Pattern.compile("\\{((?:paydesk|otel)\\.[a-z]+\\.[a-z.-]+)[:}]");

  @Test
  void theSettingsPageIsMadeFromTheirJavadoc() {
    var settings = Settings.all();
    assertThat(settings)
        .hasSizeGreaterThan(50)
        .allSatisfy(
            setting ->
                assertThat(setting.meaning() + " ")
                    .as(setting.variable())
                    .matches("([^`]*`\\S([^`]*\\S)?`)*[^`]*"));

    Docs.hold(
        REFERENCE.resolve("configuration.md"),
        "settings",
        "| variable | meaning | default |\n|---|---|---|\n"
            + settings.stream()
                .sorted(Comparator.comparing(Settings.Setting::variable))
                .map(
                    setting ->
                        "| `%s` | %s | %s |\n"
                            .formatted(
                                setting.variable(),
                                setting.meaning(),
                                setting.fallback().map(value -> "`" + value + "`").orElse("")))
                .collect(Collectors.joining()));
  }

  /** Of Quarkus and OpenTelemetry, in a page or a file of deploy/; not the beginning of several. */
  private static final Pattern OF_OTHERS =
      Pattern.compile("\\b(?:QUARKUS|OTEL)_[A-Z0-9_]*[A-Z0-9]\\b");

  @Test
  void eachSettingThatAnOperatorReadsOfIsInOneOfTheTables() throws IOException {
    var tables =
        Docs.page("reference/configuration.md").text() + Docs.page("operate/production.md").text();
    var named = new TreeSet<String>();
    Docs.pages().forEach(page -> named.addAll(othersIn(page.text())));
    try (var files = Files.walk(Path.of("deploy"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        named.addAll(othersIn(Files.readString(file)));
      }
    }

    assertThat(named).hasSizeGreaterThan(20);
    named.removeAll(othersIn(tables));
    assertThat(named)
        .filteredOn(name -> !name.startsWith("QUARKUS_DATASOURCE_LISTEN_REACTIVE_TRUST"))
        .isEmpty();
  }

  private static List<String> othersIn(String text) {
    return OF_OTHERS.matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void theMetricsPageIsMadeFromTheirDescriptions() {
    var kinds = Metrics.kinds();
    var meanings = MetricHelp.meanings();
    assertThat(meanings.keySet()).containsExactlyElementsOf(kinds.keySet());

    Docs.hold(
        REFERENCE.resolve("metrics.md"),
        "metrics",
        "| metric | kind | measures |\n|---|---|---|\n"
            + meanings.entrySet().stream()
                .map(
                    metric ->
                        "| `%s` | %s | %s |\n"
                            .formatted(
                                metric.getKey().replace('.', '_')
                                    + suffix(kinds.get(metric.getKey())),
                                kinds.get(metric.getKey()),
                                metric.getValue()))
                .collect(Collectors.joining()));
  }

  @Test
  void thePageOfDeliveriesNamesEachThingThatAnAppIsToldOf() {
    Docs.hold(
        REFERENCE.resolve("deliveries.md"),
        "types",
        "| `type` | what happened | flow | rows in `data` |\n|---|---|---|---|\n"
            + DeliveryType.all().stream()
                .map(
                    type ->
                        "| `%s` | %s | `%s` | %s |\n"
                            .formatted(
                                type.name(),
                                type.kind().meaning(),
                                type.kind().flow().text(),
                                type.rows().stream()
                                    .map(row -> "`" + row + "`")
                                    .collect(Collectors.joining(", "))))
                .collect(Collectors.joining()));
  }

  @Test
  void theRulesNameEachPostThatTakesNoIdempotencyKey() {
    var without =
        Resources.calls().stream()
            .filter(call -> call.isAnnotationPresent(POST.class) && !Call.of(call).isOpen())
            .filter(call -> !takesAKey(call))
            .map(call -> "`POST " + address(call) + "`")
            .sorted()
            .toList();
    var rule =
        Docs.page("reference/api.md")
            .text()
            .lines()
            .dropWhile(line -> !line.startsWith("**Repeating a request**"))
            .takeWhile(line -> !line.isBlank())
            .collect(Collectors.joining(" "));

    assertThat(Pattern.compile("`POST [^`]+`").matcher(rule).results())
        .extracting(MatchResult::group)
        .isSorted()
        .isEqualTo(without);
  }

  private static boolean takesAKey(Method call) {
    return Arrays.stream(call.getParameters())
        .map(parameter -> parameter.getAnnotation(HeaderParam.class))
        .anyMatch(header -> header != null && header.value().equals("Idempotency-Key"));
  }

  private static String address(Method call) {
    var own = call.getAnnotation(jakarta.ws.rs.Path.class);
    return call.getDeclaringClass().getAnnotation(jakarta.ws.rs.Path.class).value()
        + (own == null ? "" : "/" + own.value());
  }

  private static String suffix(String kind) {
    return switch (kind) {
      case "counter" -> "_total";
      case "timer" -> "_seconds";
      case "gauge" -> "";
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** Settings without a mapping are on the page by hand. */
  @Test
  void noSettingIsLeftOut() throws IOException {
    var page = Docs.page("reference/configuration.md").text();
    try (var files = Files.walk(Path.of("src/main"))) {
      assertThat(
              files
                  .filter(file -> file.toString().matches(".*\\.(java|properties)"))
                  .flatMap(file -> NAMED.matcher(Metrics.read(file)).results())
                  .map(named -> named.group(1).replaceAll("[.-]", "_").toUpperCase()))
          .hasSizeGreaterThan(5)
          .allSatisfy(variable -> assertThat(page).contains("`" + variable + "`"));
    }
  }
}
