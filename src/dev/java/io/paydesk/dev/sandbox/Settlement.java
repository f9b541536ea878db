package io.paydesk.dev.sandbox;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The currency of the account's bank. What comes in another one is converted as it is booked, at
 * the rate of that moment. See <a
 * href="https://docs.stripe.com/currencies/conversions">conversions</a>.
 */
final class Settlement {

  /** How many digits Stripe's rates show. */
  private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_UP);

  private String currency;
  private BigDecimal moved = BigDecimal.ONE;

  /**
   * What an amount is in the account's balance.
   *
   * @param amount minor units of the currency
   * @param rate by which minor units of the other currency were multiplied; null where nothing was
   *     converted
   */
  record Booked(long amount, String currency, BigDecimal rate) {}

  /**
   * @param newCurrency null where each currency has a balance of its own, as at first
   */
  void settleIn(String newCurrency) {
    if (newCurrency != null && !ExchangeRates.knows(newCurrency)) {
      throw Refusal.invalid(null, "currency", "The sandbox has no rate of this currency.");
    }
    currency = newCurrency;
  }

  /**
   * @param permille what the account gets of the table's rates from now on: 1000 at first
   */
  void ratesAre(int permille) {
    if (permille < 1) {
      throw Refusal.invalid(null, "permille", "This value must be greater than or equal to 1.");
    }
    moved = BigDecimal.valueOf(permille, 3);
  }

  Booked of(long amount, String from) {
    boolean isConverted = currency != null && !currency.equals(from) && ExchangeRates.knows(from);
    return isConverted ? at(rate(from), amount, currency) : new Booked(amount, from, null);
  }

  /** At the rate of something that is booked already. */
  static Booked at(BigDecimal rate, long amount, String to) {
    long converted =
        BigDecimal.valueOf(amount)
            .multiply(rate)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    return new Booked(converted, to, rate);
  }

  private BigDecimal rate(String from) {
    return ExchangeRates.rate(from, currency).multiply(moved).round(DIGITS);
  }
}
