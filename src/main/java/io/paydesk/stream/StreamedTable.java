package io.paydesk.stream;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.LowerCase;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are streamed. The name of the constant is the name of the table, the event and
 * the query's value.
 */
public enum StreamedTable {
  PAYMENT("id"),
  REFUND("payment_id"),
  /** Belongs to its first order; each of its payments has a row of its own. */
  RECURRING_PAYMENT("null::bigint");

  /** An SQL expression: the id of the row's payment. */
  final String paymentColumn;

  StreamedTable(String paymentColumn) {
    this.paymentColumn = paymentColumn;
  }

  String text() {
    return LowerCase.text(this);
  }

  static StreamedTable of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /**
   * @param query {@code ?table=}, comma-separated; null for all
   * @throws Refusal {@code invalid-table}, which names the valid ones
   */
  static Set<StreamedTable> read(@Nullable String query) {
    var all = EnumSet.allOf(StreamedTable.class);
    if (query == null) {
      return all;
    }
    var names = new HashSet<>(List.of(query.split(",", -1)));
    var named = EnumSet.copyOf(all);
    named.removeIf(table -> !names.contains(table.text()));
    if (named.size() != names.size()) {
      throw StreamProblems.invalidTable();
    }
    return named;
  }
}
