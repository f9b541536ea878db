package io.paydesk.admin.list;

import io.paydesk.admin.AdminWords;
import io.paydesk.caller.Guest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain words for names that programs give. */
final class Plain {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  /** What reads badly when its underscores are taken away. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("generic_decline", "Declined by the bank"),
          Map.entry("card_declined", "Card declined"),
          Map.entry("do_not_honor", "Declined by the bank"),
          Map.entry("authentication_required", "The bank wants the payer to confirm"),
          Map.entry("general", "No reason given"),
          Map.entry("no-callback-for-this-type", "Nothing follows it"),
          Map.entry("requested_by_customer", "Customer asked for it"),
          Map.entry("expired_uncaptured_charge", "Never captured"),
          Map.entry("lost_or_stolen_card", "Card lost or stolen"),
          Map.entry("expired_or_canceled_card", "Card expired or canceled"),
          Map.entry("charge_for_pending_refund_disputed", "The payment is disputed"),
          Map.entry("amount-mismatch", "Another amount came"),
          Map.entry("currency-mismatch", "Another currency came"),
          Map.entry("customer-mismatch", "Another customer paid"),
          Map.entry("subscription-mismatch", "Another subscription paid"),
          Map.entry("foreign-lines", "The invoice has other lines"),
          Map.entry("sold-otherwise", "Stripe sold something else"),
          Map.entry("overpaid", "More came than was due"),
          Map.entry("second-success", "Paid twice"),
          Map.entry("paid-after-cancel", "Paid after it was canceled"),
          Map.entry("paid-after-end", "Paid after the subscription ended"),
          Map.entry("refund-failed", "A refund failed"),
          Map.entry("unhandled-type", "Nothing follows it, but something should"),
          Map.entry("wrong-mode", "Of the other mode, test or live"),
          Map.entry("told-by-its-snapshot", "Told before"),
          Map.entry("gone-at-stripe", "Stripe no longer has it"),
          Map.entry("not-of-this-installation", "Not of this Paydesk"),
          Map.entry("recurring-payment", "Subscription"));

  private Plain() {}

  /** {@code product_not_received} is "Product not received"; null stays null. */
  static @Nullable String words(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    var known = KNOWN.get(name);
    return known == null ? capital(name.replaceAll("[_.-]+", " ")) : known;
  }

  /** Several names, separated by commas. */
  static @Nullable String each(@Nullable String names) {
    if (names == null || names.isBlank()) {
      return null;
    }
    var all = java.util.Arrays.stream(names.split(",\\s*")).map(Plain::words).toList();
    return String.join("; ", all);
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

  /** "Refunded 25.00 of 99.99 USD". */
  static String refunded(AdminWords words, long refunded, long received, String currency) {
    var all = words.money(received, currency);
    var part = words.money(refunded, currency);
    return "Refunded %s of %s".formatted(part.substring(0, part.lastIndexOf('\u00a0')), all);
  }

  /** Who has no name here. */
  static String payer(String userId) {
    return Guest.is(userId) ? "Guest" : userId;
  }
}
