package io.paydesk.stream;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.LowerCaseEnum;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A table whose rows are streamed: its name is the table's, the event's and the query's. */
public enum StreamedTable {
  PAYMENT("id"),
  REFUND("payment_id"),
  /** It is of its first order; each of its payments has a row of its own. */
  RECURRING_PAYMENT("null::bigint");

  /** What tells, in SQL, the id of the payment that a row is, or belongs to. */
  final String paymentColumn;

  StreamedTable(String paymentColumn) {
    this.paymentColumn = paymentColumn;
  }

  String text() {
    return LowerCaseEnum.text(this);
  }

  static StreamedTable of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /**
   * @param query {@code ?table=}, comma-separated; null for all
   * @throws Refusal {@code invalid-table}, which names those that there are
   */
  static Set<StreamedTable> read(String query) {
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
