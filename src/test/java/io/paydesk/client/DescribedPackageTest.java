package io.paydesk.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paydesk.testing.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said of the package of npm; what can be seen without Node. */
class DescribedPackageTest {

  private static final Path CLIENT = Path.of("src", "client");
  private static final Pattern IMPORTED = Pattern.compile("from '([^']+)'");

  private final JsonNode described = read();

  @Test
  void eachOfItsEntriesIsMadeOfASourceThatIsThere() {
    var entries = new ArrayList<String>();
    for (var entry : described.path("exports")) {
      for (var file : entry) {
        entries.add(file.asText());
      }
    }

    assertThat(entries).isNotEmpty();
    assertThat(entries)
        .allSatisfy(
            file -> {
              assertThat(file).matches("\\./dist/[a-z]+(\\.d\\.ts|\\.js)");
              var source = file.replace("./dist/", "src/").replaceAll("(\\.d\\.ts|\\.js)$", ".ts");
              assertThat(CLIENT.resolve(source)).exists();
            });
  }

  @Test
  void itBringsNothingWithIt() {
    assertThat(described.has("dependencies")).isFalse();
    assertThat(described.has("optionalDependencies")).isFalse();
    assertThat(described.at("/peerDependenciesMeta/react/optional").asBoolean()).isTrue();
    assertThat(described.path("peerDependencies")).hasSize(1);
    assertThat(described.path("sideEffects").asBoolean(true)).isFalse();
  }

  @Test
  void onlyWhatReactAndNodeBringIsImported() throws IOException {
    var allowed =
        Map.of(
            "react.ts",
            List.of("react"),
            "server.ts",
            List.of("node:crypto"),
            "webhook.ts",
            List.of("node:crypto"));

    try (var sources = Files.list(CLIENT.resolve("src"))) {
      for (var source : sources.toList()) {
        var foreign = new TreeSet<String>();
        IMPORTED
            .matcher(Files.readString(source))
            .results()
            .map(found -> found.group(1))
            .filter(name -> !name.startsWith("./"))
            .forEach(foreign::add);
        assertThat(foreign)
            .as(source.toString())
            .isSubsetOf(allowed.getOrDefault(source.getFileName().toString(), List.of()));
      }
    }
  }

  @Test
  void theGuideShowsTheWholeShopInUnderSixtyLines() throws IOException {
    var shop = Files.readAllLines(Path.of("src", "examples", "shop", "node", "shop.mjs"));
    var shown = shop.stream().map(line -> line.isEmpty() ? "" : "    " + line).toList();

    assertThat(shop).hasSizeLessThan(60);
    assertThat(Docs.page("guides/client.md").text()).contains(String.join("\n", shown));
  }

  @Test
  void itHasTheVersionOfThePom() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<artifactId>paydesk</artifactId>\n  <version>"
                + described.path("version").asText()
                + "</version>");
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(CLIENT.resolve("package.json").toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
