package io.paydesk.listing;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.PageQuery;
import io.paydesk.rest.Since;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a list follow each other: by one of their fields, and where that is the same, by
 * the key. A cursor is the place of a page's last row in it, so rows that come or go meanwhile move
 * no other row to another page.
 *
 * @param by null where the key alone says it
 */
record Ordering<R>(Rows<R> rows, Sort sort, Rows.@Nullable Field<R> by) {

  /** In microseconds: PostgreSQL has no time of which a cursor could say more. */
  private static final long LATEST = Since.LATEST.getEpochSecond() * 1_000_000;

  /** In place of a field that is empty. */
  private static final String NONE = "-";

  /**
   * @param text the parameter {@code sort}
   * @throws Refusal {@code invalid-sort} or {@code currency-missing}
   */
  static <R> Ordering<R> of(Filter<R> filter, @Nullable String text) {
    var rows = filter.rows();
    var sort = Sort.read(text, rows);
    if (sort.isByAmount() && !filter.isOfOneCurrency()) {
      throw AmountQuery.currencyMissing();
    }
    return new Ordering<>(
        rows,
        sort,
        switch (sort) {
          // By time where a period is asked for: its index leads to the period at once.
          case NEWEST, OLDEST -> filter.isInAPeriod() ? rows.created() : null;
          case LARGEST, SMALLEST -> rows.amount();
          case DUE -> rows.due();
        });
  }

  /** In HQL. */
  String orderBy() {
    var way = sort.isDescending() ? " desc" : " asc";
    return (by == null ? "" : by.name() + way + ", ") + rows.key().name() + way;
  }

  /** What to send as {@code after} to go on behind this row. */
  String cursor(R row) {
    long id = rows.id(row);
    if (by == null) {
      return sort == Sort.NEWEST ? Long.toString(id) : sort.text() + "." + id;
    }
    return sort.text() + "." + text(by.of().apply(row)) + "." + id;
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return NONE;
    }
    return value instanceof Instant at
        ? Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at))
        : value.toString();
  }

  /** What comes behind a place: a condition in HQL, and its values. */
  record Behind(String where, Map<String, Object> values) {

    static final Behind NOTHING = new Behind("", Map.of());
  }

  /**
   * @param cursor null for the first page
   * @throws Refusal {@code invalid-cursor}
   */
  Behind behind(@Nullable String cursor) {
    if (cursor == null) {
      return Behind.NOTHING;
    }
    // What each list answered before it could be sorted, and still does where it is not.
    if (sort == Sort.NEWEST && !cursor.contains(".")) {
      return new Behind(" and %s < :id".formatted(key()), Map.of("id", whole(cursor)));
    }
    var parts = cursor.split("\\.", -1);
    if (!parts[0].equals(sort.text()) || parts.length != (by == null ? 2 : 3)) {
      throw PageQuery.notACursor();
    }
    long id = whole(parts[parts.length - 1]);
    return by == null
        ? new Behind(" and %s > :id".formatted(key()), Map.of("id", id))
        : behind(by, parts[1], id);
  }

  private Behind behind(Rows.Field<R> field, String value, long id) {
    var values = new TreeMap<String, Object>(Map.of("id", id));
    if (value.equals(NONE)) {
      return new Behind(" and %s is null and %s > :id".formatted(field.name(), key()), values);
    }
    values.put("place", place(field, value));
    var behind =
        "(%s, %s) %s (:place, :id)".formatted(field.name(), key(), sort.isDescending() ? "<" : ">");
    return new Behind(
        sort == Sort.DUE
            ? " and (%s or %s is null)".formatted(behind, field.name())
            : " and " + behind,
        values);
  }

  private Object place(Rows.Field<R> field, String value) {
    long number = number(value);
    if (field == rows.amount()) {
      return number;
    }
    if (number < 0 || number > LATEST) {
      throw PageQuery.notACursor();
    }
    return Instant.EPOCH.plus(number, ChronoUnit.MICROS);
  }

  private String key() {
    return rows.key().name();
  }

  private static long whole(String text) {
    long id = number(text);
    if (id > 0) {
      return id;
    }
    throw PageQuery.notACursor();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw PageQuery.notACursor();
    }
  }
}
