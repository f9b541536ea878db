package io.paydesk.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What became of figures in tables since they were last written down. */
final class StartComparison {

  private static final Pattern FIGURE = Pattern.compile("([\\d,.]+) (s|MB)\\b.*");
  private static final Pattern JDK = Pattern.compile("JDK (\\d+)[\\d.]*");

  private record Figure(double number, String unit) {}

  private StartComparison() {}

  /**
   * @param last a page with tables, of which others may be about something else
   * @param now tables; what they have in common with the last ones is compared
   * @return a table, or a sentence where there is nothing to compare
   */
  static String of(String last, String now) {
    var before = figures(last);
    var rows = new ArrayList<String>();
    figures(now)
        .forEach(
            (what, figure) -> {
              var old = before.get(what);
              if (old != null && old.unit.equals(figure.unit) && old.number > 0) {
                rows.add(row(what, old, figure));
              }
            });
    if (rows.isEmpty()) {
      return "No table is there to compare with.\n";
    }
    return "| | last | now | change |\n|---|---|---|---|\n" + String.join("", rows);
  }

  private static String row(String what, Figure old, Figure now) {
    return String.format(
        Locale.ROOT,
        "| %s | %s %s | %s %s | %+.0f %% |\n",
        what,
        text(old),
        old.unit,
        text(now),
        now.unit,
        100 * (now.number / old.number - 1));
  }

  private static String text(Figure figure) {
    return String.format(Locale.ROOT, figure.unit.equals("s") ? "%.2f" : "%.0f", figure.number);
  }

  /** By the name in the first cell and that of the column. */
  private static Map<String, Figure> figures(String markdown) {
    var figures = new LinkedHashMap<String, Figure>();
    var lines = markdown.lines().toList();
    List<String> columns = List.of();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("|")) {
        columns = List.of();
      } else if (i + 1 < lines.size() && lines.get(i + 1).startsWith("|--")) {
        columns = cells(lines.get(i));
      } else {
        add(figures, columns, cells(lines.get(i)));
      }
    }
    return figures;
  }

  private static void add(Map<String, Figure> to, List<String> columns, List<String> cells) {
    for (int i = 1; i < Math.min(columns.size(), cells.size()); i++) {
      var figure = FIGURE.matcher(cells.get(i));
      if (figure.matches()) {
        to.put(
            cells.get(0) + ": " + columns.get(i),
            new Figure(Double.parseDouble(figure.group(1).replace(",", "")), figure.group(2)));
      }
    }
  }

  /** A JDK by the number that one knows it by: each patch has a version of its own. */
  private static List<String> cells(String line) {
    return Stream.of(line.split("\\|"))
        .skip(1)
        .map(cell -> JDK.matcher(cell.strip()).replaceAll("JDK $1"))
        .toList();
  }
}
