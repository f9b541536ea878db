package io.paydesk.money;

import org.jspecify.annotations.Nullable;

/**
 * What came and went of one order or payment in one currency, in minor units.
 *
 * @param payments how many brought money
 * @param largest what the payment brought that brought most
 * @param held what payers' banks hold, to be captured
 * @param back what went back by refunds
 * @param onItsWay what refunds that are not decided would give back
 * @param withdrawn what banks took for disputes, also where it came back later
 * @param wonBack what came back of that
 * @param questioned what banks ask about, and have not taken
 * @param presented what the payer paid in their own currency, in its minor units; null where they
 *     paid in this one
 */
public record MoneyOfOneCurrency(
    String currency,
    int payments,
    long came,
    long largest,
    long held,
    long back,
    long onItsWay,
    long withdrawn,
    long wonBack,
    long questioned,
    @Nullable Long presented,
    @Nullable String presentedCurrency) {

  public static MoneyOfOneCurrency none(String currency) {
    return new MoneyOfOneCurrency(currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null);
  }

  /** Below zero where more went than came, as by a refund and a lost dispute of one payment. */
  public long kept() {
    return came - back - withdrawn + wonBack;
  }
}
