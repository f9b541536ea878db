package io.paydesk.dev.sandbox;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The amounts that Stripe takes. See <a href="https://docs.stripe.com/currencies">supported
 * currencies and minimum charge amounts</a>.
 */
final class Amounts {

  static final long MOST = 99_999_999;
  private static final Set<String> CURRENCIES =
      Set.of(
          ("usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd"
                  + " bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur"
                  + " fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod"
                  + " jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk"
                  + " mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php"
                  + " pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl"
                  + " thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof"
                  + " xpf yer zar zmw")
              .split(" "));
  private static final Set<String> NO_DECIMALS =
      Set.of(
          "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv",
          "xaf", "xof", "xpf");
  private static final Set<String> THREE_DECIMALS = Set.of("bhd", "jod", "kwd", "omr", "tnd");
  private static final Map<String, Integer> LEAST =
      Map.ofEntries(
          Map.entry("usd", 50),
          Map.entry("aed", 200),
          Map.entry("aud", 50),
          Map.entry("bgn", 100),
          Map.entry("brl", 50),
          Map.entry("cad", 50),
          Map.entry("chf", 50),
          Map.entry("czk", 1500),
          Map.entry("dkk", 250),
          Map.entry("eur", 50),
          Map.entry("gbp", 30),
          Map.entry("hkd", 400),
          Map.entry("huf", 17500),
          Map.entry("inr", 50),
          Map.entry("jpy", 50),
          Map.entry("mxn", 1000),
          Map.entry("myr", 200),
          Map.entry("nok", 300),
          Map.entry("nzd", 50),
          Map.entry("pln", 200),
          Map.entry("ron", 200),
          Map.entry("sek", 300),
          Map.entry("sgd", 50),
          Map.entry("thb", 1000));
  private static final Map<String, String> SIGNS = Map.of("usd", "$", "eur", "€", "gbp", "£");

  private Amounts() {}

  static String currency(Form form) {
    if (form.unsets("currency")) {
      throw Refusal.empty("currency");
    }
    String currency = form.text("currency");
    if (currency == null) {
      throw Refusal.missing("currency");
    }
    String lower = currency.toLowerCase(Locale.ROOT);
    if (!CURRENCIES.contains(lower)) {
      throw Refusal.invalid(
          null,
          "currency",
          "Invalid currency: %s. Stripe currently supports these currencies: %s"
              .formatted(lower, String.join(", ", CURRENCIES)));
    }
    return lower;
  }

  static long amount(Form form, String currency) {
    if (form.text("amount") == null && !form.unsets("amount")) {
      throw Refusal.missing("amount");
    }
    long amount = positive(form);
    if (amount > MOST) {
      throw Refusal.invalid(
          "amount_too_large",
          "amount",
          "Amount must be no more than " + shown(MOST, currency) + " " + currency);
    }
    int least = least(currency);
    if (amount < least) {
      throw Refusal.invalid(
          "amount_too_small",
          "amount",
          "Amount must be at least " + shown(least, currency) + " " + currency);
    }
    return amount;
  }

  /** The smallest amount that Stripe charges. */
  static int least(String currency) {
    return LEAST.getOrDefault(currency, 1);
  }

  /** Reads an amount; so far only its sign is checked. */
  static long positive(Form form) {
    if (form.unsets("amount")) {
      throw Refusal.empty("amount");
    }
    long amount = form.number("amount");
    if (amount < 1) {
      throw Refusal.invalid(
          "parameter_invalid_integer", "amount", "This value must be greater than or equal to 1.");
    }
    return amount;
  }

  static String shown(long amount, String currency) {
    return SIGNS.getOrDefault(currency, "") + decimal(amount, currency).toPlainString();
  }

  /** As it is written in that language. */
  static String shown(long amount, String currency, Locale locale) {
    BigDecimal decimal = decimal(amount, currency);
    String code = currency.toUpperCase(Locale.ROOT);
    boolean known =
        Currency.getAvailableCurrencies().stream()
            .anyMatch(each -> each.getCurrencyCode().equals(code));
    if (!known) {
      return decimal.toPlainString() + " " + code;
    }
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(Currency.getInstance(code));
    format.setMinimumFractionDigits(decimal.scale());
    format.setMaximumFractionDigits(decimal.scale());
    return format.format(decimal);
  }

  private static BigDecimal decimal(long amount, String currency) {
    return BigDecimal.valueOf(amount, decimals(currency));
  }

  static int decimals(String currency) {
    if (NO_DECIMALS.contains(currency)) {
      return 0;
    }
    return THREE_DECIMALS.contains(currency) ? 3 : 2;
  }
}
