package io.paydesk.search;

import io.paydesk.money.Money;
import io.paydesk.money.StripeCurrency;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sum as people write it, and as pages print it: {@code 99.99}, {@code 99,99 eur}, {@code
 * $1,299.00}, {@code 12 000 jpy}. What reads in two ways is looked for in both: {@code 12,000} is
 * twelve dollars, and twelve thousand yen. A short number without decimals, sign and currency is
 * one of ours.
 *
 * @param values in major units; not empty
 * @param currency null for any
 */
record SearchedAmount(List<BigDecimal> values, @Nullable String currency) {

  private static final Pattern SUM =
      Pattern.compile("([$€£¥]?)[\\s\\p{Z}]*(\\d[\\d.,'’\\s\\p{Z}]{0,24})([$€£¥]?)([A-Za-z]{3})?");

  private static final Pattern DECIMAL = Pattern.compile("(\\d{1,12})(?:[.,](\\d{1,3}))?");

  /** Thousands apart: in India the groups above them have two digits. */
  private static final Pattern GROUPED =
      Pattern.compile("(\\d{1,3}([.,'’ ])(?:\\d{2,3}\\2)*\\d{3})(?:([.,])(\\d{1,3}))?");

  private static final BigDecimal TOO_MUCH = BigDecimal.TEN.pow(12);

  /** Fewer digits alone are hardly a sum. */
  private static final int PLAIN_DIGITS = 3;

  /** The smallest unit is a hundredth, the whole, or a thousandth. */
  private static final List<Integer> DIGITS = List.of(2, 0, 3);

  static @Nullable SearchedAmount of(String text) {
    var sum = SUM.matcher(text);
    if (!sum.matches()) {
      return null;
    }
    var number = sum.group(2).replaceAll("[\\s\\p{Z}]", " ").strip();
    boolean isMarked = !sum.group(1).isEmpty() || !sum.group(3).isEmpty() || sum.group(4) != null;
    if (!isMarked && number.length() < PLAIN_DIGITS) {
      return null;
    }
    var values = values(number);
    return values.isEmpty()
        ? null
        : new SearchedAmount(
            values, sum.group(4) == null ? null : sum.group(4).toLowerCase(Locale.ROOT));
  }

  private static List<BigDecimal> values(String number) {
    return Stream.of(decimal(number), grouped(number))
        .flatMap(Optional::stream)
        .filter(value -> value.compareTo(TOO_MUCH) < 0)
        .distinct()
        .toList();
  }

  private static Optional<BigDecimal> decimal(String number) {
    var read = DECIMAL.matcher(number);
    return read.matches() ? Optional.of(value(read.group(1), read.group(2))) : Optional.empty();
  }

  private static Optional<BigDecimal> grouped(String number) {
    var read = GROUPED.matcher(number);
    if (!read.matches()) {
      return Optional.empty();
    }
    var between = read.group(2);
    return between.equals(read.group(3))
        ? Optional.empty()
        : Optional.of(value(read.group(1).replace(between, ""), read.group(4)));
  }

  private static BigDecimal value(String whole, @Nullable String decimals) {
    return new BigDecimal(decimals == null ? whole : whole + "." + decimals);
  }

  /**
   * What it may be in a table.
   *
   * @param minor units
   * @param currencies that have so many decimals; not empty
   */
  record Sum(long minor, List<String> currencies) {}

  /** One for each number of decimals that a value fits. */
  List<Sum> sums() {
    return values.stream()
        .flatMap(value -> DIGITS.stream().flatMap(digits -> sum(value, digits).stream()))
        .distinct()
        .toList();
  }

  private Optional<Sum> sum(BigDecimal value, int digits) {
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
