package io.paydesk.recurring;

import io.paydesk.stripe.ItemPrice;
import io.paydesk.stripe.SubscriptionSnapshot.Item;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription brings in a month by its prices and quantities: before discounts, taxes and
 * credit, and without what usage costs.
 *
 * @param amount minor units
 */
@Embeddable
public record MonthlyRevenue(
    @Column(name = "monthly_amount") Long amount,
    @Column(name = "monthly_currency") String currency) {

  private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

  /** More than any money is worth; PostgreSQL's sums of these stay whole numbers. */
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000L);

  /** Null where Stripe does not state a fixed price of each item, all in one currency. */
  static @Nullable MonthlyRevenue of(List<Item> items) {
    var sum = BigDecimal.ZERO;
    String currency = null;
    for (var item : items) {
      var price = item.price();
      var perYear = price == null ? null : perYear(price.interval());
      if (price == null
          || perYear == null
          || currency != null && !currency.equals(price.currency())) {
        return null;
      }
      currency = price.currency();
      sum = sum.add(monthly(price, perYear, item.quantity()));
    }
    sum = sum.setScale(0, RoundingMode.HALF_UP);
    return currency == null || sum.compareTo(MOST) > 0
        ? null
        : new MonthlyRevenue(sum.longValueExact(), currency);
  }

  private static BigDecimal monthly(ItemPrice price, BigDecimal perYear, long quantity) {
    return price
        .unitAmount()
        .multiply(BigDecimal.valueOf(quantity))
        .multiply(perYear)
        .divide(
            MONTHS.multiply(BigDecimal.valueOf(price.intervalCount())), 12, RoundingMode.HALF_UP);
  }

  /** How many of an interval a year has; null for one that is newer than this version. */
  private static @Nullable BigDecimal perYear(String interval) {
    return switch (interval) {
      case "day" -> BigDecimal.valueOf(365);
      case "week" -> BigDecimal.valueOf(52);
      case "month" -> MONTHS;
      case "year" -> BigDecimal.ONE;
      default -> null;
    };
  }
}
