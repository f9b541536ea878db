package io.paydesk.money;

import java.math.BigDecimal;
import java.util.Locale;

/** A sum as the shop's people write it, in no language: "1,299.00 USD", "500 JPY", "1.230 KWD". */
public final class SumInWords {

  private SumInWords() {}

  /**
   * @param amount minor units, as Stripe counts them; may be zero or less
   * @param currency any of Stripe's; of one that is not known here the decimals are not known
   *     either
   */
  public static String of(long amount, String currency) {
    return StripeCurrency.find(currency).isPresent()
        ? number(amount, currency) + " " + currency.toUpperCase(Locale.ROOT)
        : number(amount, currency);
  }

  /** The same without the currency, where that was just said: "99.99". */
  public static String number(long amount, String currency) {
    var counted = StripeCurrency.find(currency).orElse(null);
    if (counted == null) {
      return amount + " of the smallest unit of " + currency.toUpperCase(Locale.ROOT);
    }
    // ISK and UGX have no decimals, though Stripe counts two: 500 is 5 ISK.
    boolean onlyCountedSo = counted.digits() == 2 && counted.step() == 100;
    var number = BigDecimal.valueOf(amount, counted.digits());
    return grouped(onlyCountedSo && amount % counted.step() == 0 ? number.setScale(0) : number);
  }

  /** "1,299.00": by thousands, as the sentences around it are English. */
  private static String grouped(BigDecimal number) {
    return String.format(Locale.ROOT, "%,." + number.scale() + "f", number);
  }
}
