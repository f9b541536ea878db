package io.paydesk.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An amount as the payer would write it: "$10.00", "¥120", "10,00 €". The language decides the
 * symbol, its place and the separators; Stripe, not Java, decides the number of decimals.
 */
public final class PayersWords {

  /**
   * Where a currency is shown by letters and the language puts no space beside them. Java has the
   * languages' data but does not apply this rule.
   *
   * @see <a
   *     href="https://unicode.org/reports/tr35/tr35-numbers.html#Currencies">currencySpacing</a>
   */
  private static final Pattern LETTER_BESIDE_DIGIT =
      Pattern.compile("(?<=\\p{L})(?=\\p{Nd})|(?<=\\p{Nd})(?=\\p{L})");

  private static final String UNBROKEN_SPACE = "\u00a0";

  private PayersWords() {}

  /**
   * @param amount minor units, as Stripe counts them; may be zero
   */
  public static String of(long amount, StripeCurrency currency, Locale locale) {
    int decimals = decimals(amount, currency);
    var format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(Currency.getInstance(currency.code().toUpperCase(Locale.ROOT)));
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    format.setRoundingMode(RoundingMode.UNNECESSARY);
    var text = format.format(BigDecimal.valueOf(amount, currency.digits()));
    return LETTER_BESIDE_DIGIT.matcher(text).replaceAll(UNBROKEN_SPACE);
  }

  /** ISK and UGX are shown without decimals, though Stripe counts two: 500 is 5 ISK. */
  private static int decimals(long amount, StripeCurrency currency) {
    boolean onlyCountedSo = currency.digits() == 2 && currency.step() == 100;
    return onlyCountedSo && amount % currency.step() == 0 ? 0 : currency.digits();
  }
}
