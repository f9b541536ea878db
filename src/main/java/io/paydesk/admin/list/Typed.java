package io.paydesk.admin.list;

import io.paydesk.money.StripeCurrency;
import io.paydesk.problem.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person has typed, as the API takes it. What cannot be read goes there as it is, and the
 * API says what is wrong with it.
 */
final class Typed {

  private Typed() {}

  /**
   * @param currency that amounts are in; null where none is asked for
   */
  static String asApi(Filter filter, String typed, @Nullable String currency) {
    return switch (filter.input()) {
      case CHOICE, TEXT ->
          filter.name().equals(Filter.CURRENCY) ? typed.toLowerCase(Locale.ROOT) : typed;
      case SINCE -> day(typed, 0);
      case UNTIL -> day(typed, 1);
      case AMOUNT -> currency == null ? typed : minorUnits(typed, currency);
    };
  }

  /** Days are those of UTC, as the exact times that the page shows. */
  private static String day(String typed, int later) {
    try {
      var day = LocalDate.parse(typed).plusDays(later);
      return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    } catch (DateTimeParseException notADay) {
      return typed;
    }
  }

  private static String minorUnits(String typed, String currency) {
    try {
      return new BigDecimal(typed.replace(",", ""))
          .movePointRight(StripeCurrency.of(currency).digits())
          .stripTrailingZeros()
          .toPlainString();
    } catch (NumberFormatException | Refusal notAnAmount) {
      return typed;
    }
  }
}
