package io.paydesk.admin.list;

import io.paydesk.caller.Guest;
import io.paydesk.timeline.ReasonInWords;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Plain words for names that programs give. */
final class Plain {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private Plain() {}

  /** {@code product_not_received} is "Product not received"; null stays null. */
  static @Nullable String words(@Nullable String name) {
    return ReasonInWords.of(name);
  }

  /** Several names, separated by commas. */
  static @Nullable String each(@Nullable String names) {
    return ReasonInWords.each(names);
  }

  /** {@code createPayLink} is "Create pay link". */
  static String operation(String name) {
    return capital(ofTheShop(name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT)));
  }

  private static String ofTheShop(String words) {
    return words.replace("recurring payment", "subscription").replace("actionflow ", "");
  }

  /** What went wrong, without the names that programs give to it; null stays null. */
  static @Nullable String trouble(@Nullable String error) {
    return error == null
        ? null
        : error.replaceFirst("^(?:[\\w.$]+(?:Exception|Error): ?)+(?=.)", "");
  }

  private static String capital(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** "5 Dec", with its year where that is not this one. */
  static String day(Instant at) {
    var day = at.atZone(ZoneOffset.UTC);
    boolean isThisYear = day.getYear() == Instant.now().atZone(ZoneOffset.UTC).getYear();
    return (isThisYear ? DAY : DAY_OF_YEAR).format(day);
  }

  /** A day as a field has it, in the same words; what is no day stays as it is. */
  static String typedDay(String typed) {
    try {
      return DAY_OF_YEAR.format(LocalDate.parse(typed));
    } catch (DateTimeParseException notADay) {
      return typed;
    }
  }

  /** "3 minutes", in the one unit that says most. */
  static String span(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 90) {
      return seconds < 1 ? length.toMillis() + " ms" : counted(seconds, "second");
    }
    if (seconds < 90 * 60) {
      return counted(length.toMinutes(), "minute");
    }
    return length.toHours() < 48
        ? counted(length.toHours(), "hour")
        : counted(length.toDays(), "day");
  }

  static String counted(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  /** Who has no name here. */
  static String payer(String userId) {
    return Guest.is(userId) ? "Guest" : userId;
  }
}
