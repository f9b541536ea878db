package io.paydesk.dev.sandbox;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What other currencies cost payers: a fixed table, with Stripe's fee in it. */
final class ExchangeRates {

  /** For one US dollar. */
  private static final Map<String, String> RATES =
      Map.ofEntries(
          Map.entry("usd", "1"),
          Map.entry("aud", "1.55"),
          Map.entry("brl", "5.60"),
          Map.entry("cad", "1.41"),
          Map.entry("chf", "0.83"),
          Map.entry("eur", "0.89"),
          Map.entry("gbp", "0.77"),
          Map.entry("inr", "88.40"),
          Map.entry("jpy", "152"),
          Map.entry("krw", "1420"),
          Map.entry("kwd", "0.32"),
          Map.entry("mxn", "19.10"),
          Map.entry("pln", "3.80"));

  private static final Map<String, String> CURRENCIES =
      Map.ofEntries(
          Map.entry("AU", "aud"),
          Map.entry("BR", "brl"),
          Map.entry("CA", "cad"),
          Map.entry("CH", "chf"),
          Map.entry("GB", "gbp"),
          Map.entry("IN", "inr"),
          Map.entry("JP", "jpy"),
          Map.entry("KR", "krw"),
          Map.entry("KW", "kwd"),
          Map.entry("MX", "mxn"),
          Map.entry("PL", "pln"),
          Map.entry("US", "usd"));

  private static final String EURO = " AT BE DE ES FI FR GR IE IT LU NL PT ";

  /** How Stripe lets one try another country. */
  private static final Pattern LOCATION = Pattern.compile("\\+location_([A-Za-z]{2})@");

  private ExchangeRates() {}

  static boolean knows(String currency) {
    return RATES.containsKey(currency);
  }

  /** The currency of the country that an e-mail address names, or of another one, or null. */
  static String local(String email, String country) {
    Matcher named = LOCATION.matcher(email == null ? "" : email);
    String where = named.find() ? named.group(1).toUpperCase(Locale.ROOT) : country;
    if (where == null) {
      return null;
    }
    return EURO.contains(" " + where + " ") ? "eur" : CURRENCIES.get(where);
  }

  /** By which the smallest units of one are multiplied for those of the other. */
  static BigDecimal rate(String from, String to) {
    return new BigDecimal(RATES.get(to))
        .divide(new BigDecimal(RATES.get(from)), MathContext.DECIMAL64)
        .scaleByPowerOfTen(Amounts.decimals(to) - Amounts.decimals(from));
  }

  /**
   * @param amount in the smallest unit of {@code from}
   * @return in the smallest unit of {@code to}, as cards are charged
   */
  static long converted(long amount, String from, String to) {
    BigDecimal dollars =
        BigDecimal.valueOf(amount, Amounts.decimals(from))
            .divide(new BigDecimal(RATES.get(from)), MathContext.DECIMAL64);
    int decimals = Amounts.decimals(to);
    long minor =
        dollars
            .multiply(new BigDecimal(RATES.get(to)))
            .movePointRight(decimals)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    // The last of three decimals is 0.
    return decimals == 3 ? (minor + 5) / 10 * 10 : minor;
  }
}
