package io.paydesk.page;

import io.paydesk.order.OrderView;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription goes on.
 *
 * @param every {@code month} and the like, {@code months} for several, or empty where nobody knows
 * @param count how many of them
 * @param form of that number
 * @param trialDays free at first; 0 for none
 * @param trialForm of that number
 */
record Recurrence(String every, int count, String form, int trialDays, String trialForm) {

  /** Null of what is paid once. */
  static @Nullable Recurrence of(OrderView order, PageLocale locale) {
    if (order.priceId() == null) {
      return null;
    }
    int count = order.intervalCount() == null ? 1 : order.intervalCount();
    int days = order.trialDays() == null ? 0 : order.trialDays();
    var language = locale.language();
    return new Recurrence(
        order.interval() == null ? "" : count == 1 ? order.interval() : order.interval() + "s",
        count,
        Plural.form(language, count),
        days,
        Plural.form(language, days));
  }

  public boolean hasTrial() {
    return trialDays > 0;
  }
}
