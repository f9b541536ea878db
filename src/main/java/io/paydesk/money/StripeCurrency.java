package io.paydesk.money;

import io.paydesk.problem.Refusal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A currency as Stripe counts it, which is not always as ISO 4217 does.
 *
 * @param code three lower-case letters, Stripe's spelling
 * @param digits decimals of the API's smallest unit: 2 for USD, 0 for JPY, 3 for KWD
 * @param step amounts are multiples of this: 10 where the last of three decimals must be 0, 100
 *     where a currency without decimals is still sent with two
 * @param smallest the smallest charge in minor units where Stripe documents one, else null: Stripe
 *     then converts it from the account's settlement currency, and refuses smaller charges itself
 * @see <a href="https://docs.stripe.com/currencies">docs.stripe.com/currencies</a>
 */
public record StripeCurrency(String code, int digits, int step, @Nullable Long smallest) {

  private static final Set<String> ZERO_DECIMAL =
      Set.of(
          "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf",
          "xof", "xpf");

  private static final Set<String> THREE_DECIMAL = Set.of("bhd", "jod", "kwd", "omr", "tnd");

  /**
   * Currencies without decimals that the API takes with two, for compatibility: 5 ISK is 500.
   * Without HUF and TWD, which are charged with two decimals and lose them only in payouts.
   */
  private static final Set<String> ZERO_DECIMAL_SENT_WITH_TWO = Set.of("isk", "ugx");

  private static final Map<String, Long> SMALLEST_CHARGE =
      Map.ofEntries(
          Map.entry("usd", 50L),
          Map.entry("aed", 200L),
          Map.entry("aud", 50L),
          Map.entry("brl", 50L),
          Map.entry("cad", 50L),
          Map.entry("chf", 50L),
          Map.entry("czk", 1500L),
          Map.entry("dkk", 250L),
          Map.entry("eur", 50L),
          Map.entry("gbp", 30L),
          Map.entry("hkd", 400L),
          Map.entry("huf", 17500L),
          Map.entry("inr", 50L),
          Map.entry("jpy", 50L),
          Map.entry("mxn", 1000L),
          Map.entry("myr", 200L),
          Map.entry("nok", 300L),
          Map.entry("nzd", 50L),
          Map.entry("pln", 200L),
          Map.entry("ron", 200L),
          Map.entry("sek", 300L),
          Map.entry("sgd", 50L),
          Map.entry("thb", 1000L));

  /** ISO 4217 codes of funds, metals and tests: nobody can pay with them. */
  private static final Set<String> NOT_MONEY =
      Set.of(
          "bov", "che", "chw", "clf", "cou", "mxv", "usn", "uss", "uyi", "uyw", "xag", "xau", "xba",
          "xbb", "xbc", "xbd", "xdr", "xfo", "xfu", "xpd", "xpt", "xsu", "xts", "xua", "xxx");

  /**
   * @param code three letters, in either case
   * @throws Refusal {@code unknown-currency}
   */
  public static StripeCurrency of(String code) {
    return find(code)
        .orElseThrow(
            () ->
                Refusal.of(
                    "unknown-currency",
                    422,
                    "Unknown currency",
                    "'currency' is a three-letter ISO 4217 code that Stripe can charge, such as usd or eur."));
  }

  /**
   * For what is shown: Stripe may take a currency that the Java below does not know yet, and a row
   * in it must hide no other.
   *
   * @param code may be anything
   */
  public static Optional<StripeCurrency> find(@Nullable String code) {
    var lower = code == null ? "" : code.toLowerCase(Locale.ROOT);
    if (!lower.matches("[a-z]{3}") || NOT_MONEY.contains(lower) || !isIso(lower)) {
      return Optional.empty();
    }
    return Optional.of(
        new StripeCurrency(lower, digitsOf(lower), stepOf(lower), SMALLEST_CHARGE.get(lower)));
  }

  /** The codes of all that can be charged and have so many decimals. */
  public static List<String> codesWith(int digits) {
    return Currency.getAvailableCurrencies().stream()
        .map(one -> one.getCurrencyCode().toLowerCase(Locale.ROOT))
        .filter(code -> !NOT_MONEY.contains(code) && digitsOf(code) == digits)
        .sorted()
        .toList();
  }

  private static boolean isIso(String lower) {
    try {
      Currency.getInstance(lower.toUpperCase(Locale.ROOT));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int digitsOf(String lower) {
    if (ZERO_DECIMAL.contains(lower)) {
      return 0;
    }
    return THREE_DECIMAL.contains(lower) ? 3 : 2;
  }

  private static int stepOf(String lower) {
    if (ZERO_DECIMAL_SENT_WITH_TWO.contains(lower)) {
      return 100;
    }
    return THREE_DECIMAL.contains(lower) ? 10 : 1;
  }
}
