package io.paydesk.admin.list;

import io.paydesk.money.StripeCurrency;
import io.paydesk.problem.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person has typed, as the API takes it. What cannot be read goes there as it is, and the
 * API says what is wrong with it.
 */
final class Typed {

  /** As in the dialogs and the search: {@code 99.99} or {@code 99,99}, no separated thousands. */
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})(?:[.,](\\d{1,3}))?");

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  private Typed() {}

  /**
   * @param currency that amounts are in; null where none is asked for
   */
  static String asApi(Filter filter, String typed, @Nullable String currency) {
    return switch (filter.input()) {
      case CHOICE, PICK -> typed;
      case TEXT ->
          switch (filter.name()) {
            case Filter.CURRENCY -> typed.toLowerCase(Locale.ROOT);
            case Filter.SUBJECT -> SubjectPath.typed(typed);
            default -> typed;
          };
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
    } catch (DateTimeException notADay) {
      return typed;
    }
  }

  /** What could be read in two ways is left: 1,000 may be a thousand dollars, or one. */
  private static String minorUnits(String typed, String currency) {
    var amount = AMOUNT.matcher(SPACES.matcher(typed).replaceAll(""));
    if (!amount.matches()) {
      return typed;
    }
    var decimals = amount.group(2) == null ? "" : amount.group(2);
    try {
      int digits = StripeCurrency.of(currency).digits();
      return decimals.length() > digits
          ? typed
          : Long.toString(
              Long.parseLong(amount.group(1) + decimals + "0".repeat(digits - decimals.length())));
    } catch (Refusal unknownCurrency) {
      return typed;
    }
  }
}
