package io.paydesk.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the money is, in one line. */
class MoneyInWordsTest {

  private static MoneyInWords order(long asked, MoneyOfOneCurrency... money) {
    return new MoneyInWords("usd", asked, asked, null, true, List.of(money));
  }

  private static MoneyOfOneCurrency came(int payments, long came) {
    return new MoneyOfOneCurrency(
        "usd", payments, came, payments == 0 ? 0 : came / payments, 0, 0, 0, 0, 0, 0, null, null);
  }

  /** Of one payment of 99.99 USD. */
  private static String after(
      long back, long onItsWay, long withdrawn, long wonBack, long questioned) {
    return order(
            9999,
            new MoneyOfOneCurrency(
                "usd",
                1,
                9999,
                9999,
                0,
                back,
                onItsWay,
                withdrawn,
                wonBack,
                questioned,
                null,
                null))
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
             0 |    0 |    0 |    0 |    0 | 99.99 USD asked, 99.99 came
          2500 |    0 |    0 |    0 |    0 | 99.99 USD asked, 99.99 came, 25.00 back, 74.99 kept
          9999 |    0 |    0 |    0 |    0 | 99.99 USD asked, 99.99 came, 99.99 back, 0.00 kept
             0 | 2500 |    0 |    0 |    0 | 99.99 USD asked, 99.99 came, 25.00 on its way back
          1000 | 2500 |    0 |    0 |    0 | 99.99 USD asked, 99.99 came, 10.00 back, 25.00 on its way back, 89.99 kept
             0 |    0 | 9999 |    0 |    0 | 99.99 USD asked, 99.99 came, 99.99 withdrawn by the bank, 0.00 kept
             0 |    0 | 9999 | 9999 |    0 | 99.99 USD asked, 99.99 came, 99.99 withdrawn by the bank, 99.99 won back
             0 |    0 |    0 |    0 | 9999 | 99.99 USD asked, 99.99 came, 99.99 in question
          2500 |    0 | 9999 |    0 |    0 | 99.99 USD asked, 99.99 came, 25.00 back, 99.99 withdrawn by the bank, 25.00 lost
          """)
  void whatWentIsTakenOffWhatCame(
      long back, long onItsWay, long withdrawn, long wonBack, long questioned, String words) {
    assertThat(after(back, onItsWay, withdrawn, wonBack, questioned)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "usd, 9999, 99.99 USD",
    "jpy, 500, 500 JPY",
    "kwd, 1230, 1.230 KWD",
    "isk, 500, 5 ISK",
    "isk, 550, 5.50 ISK",
    "eur, 0, 0.00 EUR",
    "usd, -2500, -25.00 USD",
    "usd, 129900000, '1,299,000.00 USD'",
    "usd, -129900, '-1,299.00 USD'",
    "jpy, 129900, '129,900 JPY'",
    "xyz, 12, 12 of the smallest unit of XYZ"
  })
  void aSumHasTheDecimalsOfItsCurrency(String currency, long amount, String words) {
    assertThat(SumInWords.of(amount, currency)).isEqualTo(words);
  }

  @Test
  void whatNobodyHasPaidSaysWhetherItMayStillCome() {
    assertThat(order(9999)).hasToString("99.99 USD asked, nothing came yet");
    assertThat(new MoneyInWords("usd", 9999, 9999, null, false, List.of()))
        .hasToString("99.99 USD asked, nothing came");
    assertThat(order(0)).hasToString("Nothing asked");
  }

  @Test
  void whatStripeStatesIsSaidWhereItIsNotWhatTheShopAsked() {
    assertThat(new MoneyInWords("usd", 10_000, 11_900, null, true, List.of(came(1, 11_900))))
        .hasToString("100.00 USD asked, 119.00 due, 119.00 came");
    assertThat(new MoneyInWords("usd", 10_000, 0, null, true, List.of()))
        .hasToString("100.00 USD asked, nothing due");
  }

  @Test
  void whatABankHoldsIsNotWhatCame() {
    var held = new MoneyOfOneCurrency("usd", 0, 0, 0, 9999, 0, 0, 0, 0, 0, null, null);
    assertThat(order(9999, held)).hasToString("99.99 USD asked, 99.99 held by the payer's bank");
    assertThat(new MoneyInWords("usd", 9999, 4000, 4000L, true, List.of(came(1, 4000))))
        .hasToString("99.99 USD asked, 40.00 captured, 59.99 let go");
    assertThat(new MoneyInWords("usd", 9999, 9999, 9999L, true, List.of(came(1, 9999))))
        .hasToString("99.99 USD asked, 99.99 captured");
  }

  @Test
  void whatCameTwiceIsSaidSo() {
    assertThat(order(9999, came(2, 19_998))).hasToString("99.99 USD asked, 99.99 came twice");
    assertThat(order(9999, came(3, 29_997))).hasToString("99.99 USD asked, 99.99 came 3 times");
    assertThat(order(9999, came(2, 15_000)))
        .hasToString("99.99 USD asked, 150.00 came in 2 payments");
    var differing = new MoneyOfOneCurrency("usd", 2, 20_000, 15_000, 0, 0, 0, 0, 0, 0, null, null);
    assertThat(order(10_000, differing)).hasToString("100.00 USD asked, 200.00 came in 2 payments");
  }

  @Test
  void anotherCurrencyIsNamed() {
    var euros = new MoneyOfOneCurrency("eur", 1, 9200, 9200, 0, 1000, 0, 0, 0, 0, null, null);
    assertThat(order(9999, euros))
        .hasToString("99.99 USD asked, 92.00 EUR came, 10.00 EUR back, 82.00 EUR kept");
    var presented = new MoneyOfOneCurrency("usd", 1, 9999, 9999, 0, 0, 0, 0, 0, 0, 9215L, "eur");
    assertThat(order(9999, presented))
        .hasToString("99.99 USD asked, 99.99 came (the payer paid 92.15 EUR)");
  }

  @Test
  void yenHaveNoDecimals() {
    var yen = new MoneyOfOneCurrency("jpy", 1, 500, 500, 0, 100, 0, 0, 0, 0, null, null);
    assertThat(new MoneyInWords("jpy", 500, 500, null, true, List.of(yen)))
        .hasToString("500 JPY asked, 500 came, 100 back, 400 kept");
  }

  @Test
  void dinarsHaveThree() {
    var dinars = new MoneyOfOneCurrency("kwd", 1, 1230, 1230, 0, 230, 0, 0, 0, 0, null, null);
    assertThat(new MoneyInWords("kwd", 1230, 1230, null, true, List.of(dinars)))
        .hasToString("1.230 KWD asked, 1.230 came, 0.230 back, 1.000 kept");
  }
}
