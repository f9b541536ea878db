package io.paydesk.search;

import io.paydesk.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sum as people write it: {@code 99.99}, {@code 99,99 eur}, {@code $99.99}, {@code 500 jpy}.
 * Without decimals and without a currency it is a number of ours.
 *
 * @param value in major units
 * @param currency null for any
 */
record SearchedAmount(BigDecimal value, @Nullable String currency) {

  private static final Pattern SUM =
      Pattern.compile("[$€£¥]?\\s*(\\d{1,12})(?:[.,](\\d{1,3}))?\\s*([A-Za-z]{3})?");

  /** The smallest unit is a hundredth, the whole, or a thousandth. */
  private static final List<Integer> DIGITS = List.of(2, 0, 3);

  static @Nullable SearchedAmount of(String text) {
    var sum = SUM.matcher(text);
    if (!sum.matches() || sum.group(2) == null && sum.group(3) == null) {
      return null;
    }
    var value =
        new BigDecimal(sum.group(2) == null ? sum.group(1) : sum.group(1) + "." + sum.group(2));
    return new SearchedAmount(
        value, sum.group(3) == null ? null : sum.group(3).toLowerCase(Locale.ROOT));
  }

  /** What it may be in minor units. */
  List<Long> minor() {
    return DIGITS.stream()
        .map(value::movePointRight)
        .flatMap(units -> whole(units).stream())
        .filter(units -> units <= Money.LARGEST)
        .distinct()
        .toList();
  }

  private static List<Long> whole(BigDecimal units) {
    return units.stripTrailingZeros().scale() <= 0 ? List.of(units.longValueExact()) : List.of();
  }

  /** Whether a row's amount is this. */
  boolean is(long amount, String itsCurrency) {
    return (currency == null || currency.equals(itsCurrency))
        && new BigDecimal(Money.price(amount, itsCurrency)).compareTo(value) == 0;
  }
}
