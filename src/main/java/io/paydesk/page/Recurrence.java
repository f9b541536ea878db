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
 * @param several how many of what at which price, such as "3 × $5.00"; null for one
 */
record Recurrence(
    String every,
    int count,
    String form,
    int trialDays,
    String trialForm,
    @Nullable String several) {

  /** Null of what is paid once. */
  static @Nullable Recurrence of(OrderView order, PageLocale locale, Amounts words) {
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
        Plural.form(language, days),
        several(order, words));
  }

  private static @Nullable String several(OrderView order, Amounts words) {
    var quantity = order.quantity();
    return quantity == null || quantity < 2 || order.amount() % quantity != 0
        ? null
        : quantity + " × " + words.of(order.amount() / quantity);
  }

  public boolean hasTrial() {
    return trialDays > 0;
  }
}
