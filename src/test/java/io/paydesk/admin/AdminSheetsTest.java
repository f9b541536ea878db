package io.paydesk.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each page has all sheets, so a name that two of them give would mean two things. */
class AdminSheetsTest {

  private static final Path SHEETS = Path.of("src/main/resources/io/paydesk/admin");
  private static final Pattern RULE = Pattern.compile("([^{}]+)\\{");
  private static final Pattern FIRST = Pattern.compile("^\\.([\\w-]+)");

  @Test
  void aClassIsDrawnByOneSheet() throws IOException {
    Map<String, Set<String>> drawnBy = new TreeMap<>();
    try (var sheets = Files.newDirectoryStream(SHEETS, "*.css")) {
      for (var sheet : sheets) {
        var rules = Files.readString(sheet).replaceAll("(?s)/\\*.*?\\*/", "");
        RULE.matcher(rules)
            .results()
            .flatMap(rule -> Pattern.compile(",").splitAsStream(rule.group(1)))
            .map(String::strip)
            .forEach(
                selector -> {
                  var first = FIRST.matcher(selector);
                  if (first.find()) {
                    drawnBy
                        .computeIfAbsent(first.group(1), x -> new TreeSet<>())
                        .add(sheet.getFileName().toString());
                  }
                });
      }
    }

    assertThat(drawnBy).containsKeys("button", "list", "key");
    assertThat(
            drawnBy.entrySet().stream()
                .filter(drawn -> drawn.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
        .isEmpty();
  }
}
