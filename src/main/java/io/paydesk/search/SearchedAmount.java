package io.paydesk.search;

import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /**
   * What it may be in a table.
   *
   * @param minor units
   * @param currencies that have so many decimals; not empty
   */
  record Sum(long minor, List<String> currencies) {}

  /** One for each number of decimals that it fits. */
  List<Sum> sums() {
    return DIGITS.stream().flatMap(digits -> sum(digits).stream()).toList();
  }

  private Optional<Sum> sum(int digits) {
    var units = value.movePointRight(digits).stripTrailingZeros();
    var currencies =
        StripeCurrency.codesWith(digits).stream()
            .filter(code -> currency == null || currency.equals(code))
            .toList();
    return units.scale() > 0
            || units.compareTo(BigDecimal.valueOf(Money.LARGEST)) > 0
            || currencies.isEmpty()
        ? Optional.empty()
        : Optional.of(new Sum(units.longValueExact(), currencies));
  }
}
