package io.paydesk.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.paydesk.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "usd, 10.00, 1000",
    "usd, 0.5, 50",
    "USD, 99.99, 9999",
    "jpy, 500, 500",
    "krw, 1, 1",
    "kwd, 5.12, 5120",
    "bhd, 1.230, 1230",
    "isk, 5, 500",
    "ugx, 5.00, 500",
    "huf, 10.45, 1045",
    "twd, 800.45, 80045",
    "mga, 7, 7"
  })
  void stripeCountsIt(String code, String price, long amount) {
    assertThat(Money.ofPrice(price, StripeCurrency.of(code)).amount()).isEqualTo(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "usd, 10.999, too-many-decimals",
    "jpy, 500.5, too-many-decimals",
    "kwd, 5.1234, too-many-decimals",
    "kwd, 5.124, amount-not-chargeable",
    "isk, 5.50, amount-not-chargeable",
    "ugx, 0.01, amount-not-chargeable",
    "usd, 0, amount-out-of-range",
    "usd, 0.00, amount-out-of-range",
    "usd, 99999999999.99, amount-out-of-range",
    "usd, 999999999999999, amount-out-of-range",
    "usd, 9999999999999999, invalid-price",
    "usd, -1, invalid-price",
    "usd, 1e3, invalid-price",
    "usd, '1,000.00', invalid-price",
    "usd, 1., invalid-price",
    "usd, .5, invalid-price",
    "usd, 007, invalid-price",
    "usd, ' 1', invalid-price",
    "usd, ١, invalid-price"
  })
  void aPriceThatCannotBeChargedIsRefusedByName(String code, String price, String name) {
    var currency = StripeCurrency.of(code);

    var refusal = catchThrowableOfType(Refusal.class, () -> Money.ofPrice(price, currency));

    assertThat(refusal.name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "us", "usdd", "u$d", "xyz", "xau", "xxx", "ÜSD"})
  void aCurrencyThatNobodyCanPayWithIsRefused(String code) {
    var refusal = catchThrowableOfType(Refusal.class, () -> StripeCurrency.of(code));

    assertThat(refusal.name()).isEqualTo("unknown-currency");
  }

  @ParameterizedTest
  @CsvSource({
    "9999, usd, 9999 (99.99 usd)",
    "0, eur, 0 (0.00 eur)",
    "500, jpy, 500 (500 jpy)",
    "1230, kwd, 1230 (1.230 kwd)",
    "9223372036854775807, usd, 9223372036854775807 (92233720368547758.07 usd)",
    "7, xts, 7 in the smallest unit of xts"
  })
  void aSumIsToldInBothUnitsWhereTheCurrencyIsKnown(long amount, String currency, String told) {
    assertThat(Money.inBothUnits(amount, currency)).isEqualTo(told);
  }

  @Test
  void aChargeBelowTheDocumentedMinimumIsRefused() {
    var fortyNineCents = Money.ofPrice("0.49", StripeCurrency.of("usd"));

    var refusal = catchThrowableOfType(Refusal.class, fortyNineCents::atLeastTheSmallestCharge);

    assertThat(refusal.body()).containsEntry("smallest", 50L).containsEntry("amount", 49L);
    assertThat(Money.ofPrice("0.50", StripeCurrency.of("usd")).atLeastTheSmallestCharge().amount())
        .isEqualTo(50);
  }
}
