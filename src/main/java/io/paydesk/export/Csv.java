package io.paydesk.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How rows read as lines of comma-separated values: in UTF-8, each line ended by CR and LF. A cell
 * of text that a spreadsheet would take for a formula gets an apostrophe before it: names and
 * descriptions are other people's texts, and a formula could send the sheet to somebody.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
final class Csv<V> {

  private static final String END = "\r\n";

  /** What a formula begins with, also as wide characters, which spreadsheets read alike. */
  private static final String SIGN = "[\\s\\p{Z}\"]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]";

  private static final Pattern BEGINS_A_FORMULA = Pattern.compile("[\t\r\n]|" + SIGN);

  /**
   * Where some spreadsheets part cells, and a formula follows. Quotes hold nothing together there:
   * they are not the first character of what such a spreadsheet takes for the cell.
   */
  private static final Pattern PARTED_BEFORE_A_FORMULA =
      Pattern.compile("[;|\t\r\n](?=" + SIGN + ")");

  private record Column<V>(String name, Function<V, @Nullable Object> cell) {}

  private final List<Column<V>> columns = new ArrayList<>();

  /**
   * @param cell its value in a row: a number, or what a text says; null for an empty cell
   */
  Csv<V> column(String name, Function<V, @Nullable Object> cell) {
    columns.add(new Column<>(name, cell));
    return this;
  }

  byte[] head() {
    return (String.join(",", columns.stream().map(Column::name).toList()) + END).getBytes(UTF_8);
  }

  byte[] lines(List<V> rows) {
    var text = new StringBuilder();
    for (var row : rows) {
      for (int i = 0; i < columns.size(); i++) {
        text.append(i == 0 ? "" : ",").append(cell(columns.get(i).cell().apply(row)));
      }
      text.append(END);
    }
    return text.toString().getBytes(UTF_8);
  }

  static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    var text = value.toString();
    if (value instanceof Number || text.isEmpty()) {
      return text;
    }
    var parted = PARTED_BEFORE_A_FORMULA.matcher(text).replaceAll("$0'");
    var safe = BEGINS_A_FORMULA.matcher(parted).lookingAt() ? "'" + parted : parted;
    boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
