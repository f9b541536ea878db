package io.paydesk.money;

import io.paydesk.problem.Refusal;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A sum of money that can be charged: a whole number of the currency's smallest unit, over zero. It
 * is never a floating-point number.
 *
 * @param amount minor units, as Stripe counts them
 */
public record Money(long amount, StripeCurrency currency) {

  /**
   * Twelve digits: the most that Stripe takes in any currency. The limit is often eight digits and
   * depends on the account, so that check is left to Stripe.
   *
   * @see <a href="https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts">maximum
   *     charge amounts</a>
   */
  public static final long LARGEST = 999_999_999_999L;

  private static final Pattern PRICE = Pattern.compile("(0|[1-9][0-9]{0,14})(\\.[0-9]{1,6})?");

  public Money {
    if (amount <= 0 || amount > LARGEST) {
      throw Refusal.of(
              "amount-out-of-range",
              422,
              "The amount is out of range",
              "An amount is a whole number of the smallest unit from 1 to " + LARGEST + ".")
          .with("largest", LARGEST);
    }
    mustBeInSteps(amount, currency);
  }

  private static void mustBeInSteps(long amount, StripeCurrency currency) {
    if (amount % currency.step() != 0) {
      throw Refusal.of(
              "amount-not-chargeable",
              422,
              "The amount cannot be charged in this currency",
              "Stripe charges %s in steps of %s minor units only."
                  .formatted(currency.code(), currency.step()))
          .with("step", currency.step())
          .with("currency", currency.code());
    }
  }

  /**
   * Reads a price in major units.
   *
   * @param price such as "99.99": digits and at most one point, no sign, no exponent, no group
   *     separators
   * @throws Refusal when the price has another form, is zero, has more decimals than the currency,
   *     or is too large
   */
  public static Money ofPrice(String price, StripeCurrency currency) {
    return new Money(minorUnits("price", price, currency), currency);
  }

  /**
   * Whether a price is zero.
   *
   * @throws Refusal as {@link #ofPrice}, but not for zero or too much
   */
  public static boolean isFree(String price, StripeCurrency currency) {
    return minorUnits("price", price, currency) == 0;
  }

  /**
   * Reads what one thing of several costs, in major units; it may be free.
   *
   * @return minor units; over {@link #LARGEST} where it is too much
   * @throws Refusal as {@link #ofPrice}, but not for zero or too much
   */
  public static long ofOne(String amount, StripeCurrency currency) {
    long minor = minorUnits("amount", amount, currency);
    mustBeInSteps(minor, currency);
    return minor;
  }

  private static long minorUnits(String field, String text, StripeCurrency currency) {
    if (text == null || !PRICE.matcher(text).matches()) {
      throw Refusal.of(
          "invalid-price",
          422,
          "Not a price",
          "'%s' is a string in major units, with a point before the decimals, such as \"99.99\"."
              .formatted(field));
    }
    var minor = new BigDecimal(text).movePointRight(currency.digits()).stripTrailingZeros();
    if (minor.scale() > 0) {
      throw Refusal.of(
              "too-many-decimals",
              422,
              "The %s has too many decimals".formatted(field),
              "%s has %s decimals. Round the %s before you send it: Paydesk does not."
                  .formatted(currency.code(), currency.digits(), field))
          .with("decimals", currency.digits())
          .with("currency", currency.code());
    }
    return minor.longValueExact(); // the pattern allows 18 digits
  }

  /** The same sum in major units, always with the currency's decimals: "10.00", "500", "1.230". */
  public String price() {
    return price(amount, currency);
  }

  /** Any number of minor units, including zero, in major units. */
  public static String price(long amount, StripeCurrency currency) {
    return BigDecimal.valueOf(amount, currency.digits()).toPlainString();
  }

  /**
   * As {@link #price(long, StripeCurrency)}, of the currency with this code. In one that is not
   * known here these are the minor units as they are: nobody can say where the point is.
   */
  public static String price(long amount, String currency) {
    return StripeCurrency.find(currency)
        .map(known -> price(amount, known))
        .orElseGet(() -> Long.toString(amount));
  }

  /**
   * For people who count in either unit: {@code 9999 (99.99 usd)}.
   *
   * @param currency any of Stripe's; of one that is not known here the decimals are not known
   *     either
   */
  public static String inBothUnits(long amount, String currency) {
    return StripeCurrency.find(currency)
        .map(known -> "%s (%s %s)".formatted(amount, price(amount, known), currency))
        .orElseGet(() -> amount + " in the smallest unit of " + currency);
  }

  /**
   * @throws Refusal {@code amount-too-small} where it is below the smallest charge that Stripe
   *     documents
   */
  public Money atLeastTheSmallestCharge() {
    if (currency.smallest() != null && amount < currency.smallest()) {
      throw Refusal.of(
              "amount-too-small",
              422,
              "The amount is under the smallest charge",
              "Stripe charges at least %s, and the price comes to %s."
                  .formatted(
                      inBothUnits(currency.smallest(), currency.code()),
                      inBothUnits(amount, currency.code())))
          .with("smallest", currency.smallest())
          .with("amount", amount)
          .with("currency", currency.code());
    }
    return this;
  }
}
