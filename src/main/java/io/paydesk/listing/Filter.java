package io.paydesk.listing;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rows of a table are meant. */
public final class Filter<R> {

  private final Rows<R> rows;
  private final StringBuilder where = new StringBuilder("1 = 1");
  private final Map<String, Object> values = new LinkedHashMap<>();
  private boolean inAPeriod;
  private boolean ofOneCurrency;
  private boolean plannedAnew;

  private Filter(Rows<R> rows) {
    this.rows = rows;
  }

  /** All of them. */
  public static <R> Filter<R> of(Rows<R> rows) {
    return new Filter<>(rows);
  }

  /**
   * @param value what the field must have; null for any
   */
  public Filter<R> only(String field, @Nullable Object value) {
    return value == null ? this : and(field, "=", value);
  }

  /**
   * @param any what the field may have; empty for any
   */
  public Filter<R> among(String field, Collection<?> any) {
    if (any.size() == 1) {
      return only(field, any.iterator().next());
    }
    if (!any.isEmpty()) {
      plannedAnew = true;
      and("%s in (:%s)".formatted(field, name()), any);
    }
    return this;
  }

  /**
   * @throws io.paydesk.problem.Refusal of what is no period
   */
  public Filter<R> in(PeriodQuery query) {
    var period = query.period();
    inAPeriod = period.isLimited();
    plannedAnew |= inAPeriod;
    var created = rows.created().name();
    if (period.from() != null) {
      and(created, ">=", period.from());
    }
    return period.end() == null ? this : and(created, "<", period.end());
  }

  /**
   * @throws io.paydesk.problem.Refusal of what is no amount, or of no currency
   */
  public Filter<R> of(AmountQuery query) {
    var money = query.money();
    ofOneCurrency = money.currency() != null;
    only("currency", money.currency());
    only("amount", money.exactly());
    plannedAnew |= money.least() != null || money.most() != null;
    if (money.least() != null) {
      and("amount", ">=", money.least());
    }
    return money.most() == null ? this : and("amount", "<=", money.most());
  }

  private Filter<R> and(String field, String operator, Object value) {
    return and("%s %s :%s".formatted(field, operator, name()), value);
  }

  private Filter<R> and(String condition, Object value) {
    values.put(name(), value);
    where.append(" and ").append(condition);
    return this;
  }

  /** Of the next value. */
  private String name() {
    return "value" + values.size();
  }

  Rows<R> rows() {
    return rows;
  }

  /** In HQL. */
  String where() {
    return plannedAnew ? where + " and " + PlannedAnew.MARK : where.toString();
  }

  Map<String, Object> values() {
    return values;
  }

  /** Then rows are best read in the order of their times. */
  boolean isInAPeriod() {
    return inAPeriod;
  }

  boolean isOfOneCurrency() {
    return ofOneCurrency;
  }
}
