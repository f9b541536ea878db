package io.paydesk.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The values of a chart, with their defaults and the comments above them. */
final class ChartValues {

  private static final Pattern KEY = Pattern.compile("( *)([\\w./-]+):(?: (.*))?");
  private static final int INDENT = 2;

  private final List<String> rows = new ArrayList<>();
  private final List<String> comment = new ArrayList<>();
  private final List<String> path = new ArrayList<>();

  static String table(String yaml) {
    var values = new ChartValues();
    yaml.lines().forEach(values::line);
    return "| value | default | meaning |\n|---|---|---|\n"
        + values.rows.stream().map(row -> row + "\n").collect(Collectors.joining());
  }

  private void line(String line) {
    if (line.isBlank()) {
      comment.clear();
      return;
    }
    if (line.strip().startsWith("#")) {
      comment.add(line.strip().substring(1).strip());
      return;
    }
    var key = KEY.matcher(line);
    if (!key.matches()) {
      throw new AssertionError("No key and no comment: " + line);
    }
    int depth = key.group(1).length() / INDENT;
    path.subList(depth, path.size()).clear();
    path.add(key.group(2).contains(".") ? "\"" + key.group(2) + "\"" : key.group(2));
    if (key.group(3) != null || !comment.isEmpty()) {
      rows.add(
          "| `%s` | %s | %s |"
              .formatted(
                  String.join(".", path),
                  key.group(3) == null ? "" : "`" + key.group(3) + "`",
                  String.join(" ", comment)));
    }
    comment.clear();
  }
}
