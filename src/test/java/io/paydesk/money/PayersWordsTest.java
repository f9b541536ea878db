package io.paydesk.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayersWordsTest {

  /** Java joins code and number by a non-breaking space. */
  private static String words(long amount, String currency, String locale) {
    return PayersWords.of(amount, StripeCurrency.of(currency), Locale.forLanguageTag(locale))
        .replace('\u00a0', ' ')
        .replace('\u202f', ' ');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000          | usd | $10.00",
        "1             | usd | $0.01",
        "0             | usd | $0.00",
        "123456789     | usd | $1,234,567.89",
        "999999999999  | usd | $9,999,999,999.99",
        "1000          | eur | €10.00",
        "1000          | cad | CA$10.00",
        "120           | jpy | ¥120",
        "120           | krw | ₩120",
        "120           | xof | F CFA 120",
        "1010          | kwd | KWD 1.010",
        "10            | bhd | BHD 0.010"
      })
  void anAmountIsWrittenAsItsPayerWouldWriteIt(long amount, String currency, String words) {
    assertThat(words(amount, currency, "en-US")).isEqualTo(words);
  }

  /** Java would write 120 MGA with two decimals, and none for UGX. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500   | isk | ISK 5",
        "550   | isk | ISK 5.50",
        "10000 | ugx | UGX 100",
        "120   | mga | MGA 120",
        "80000 | huf | HUF 800.00",
        "80000 | twd | NT$800.00"
      })
  void stripeDecidesTheDecimals(long amount, String currency, String words) {
    assertThat(words(amount, currency, "en-US")).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de-DE | 1.234,50 €",
        "fr-FR | 1 234,50 €",
        "en-IE | €1,234.50",
        "ja-JP | €1,234.50"
      })
  void theLanguageDecidesTheSymbolsPlaceAndTheSeparators(String locale, String words) {
    assertThat(words(123450, "eur", locale)).isEqualTo(words);
  }

  /** A number that a double would round. */
  @Test
  void noAmountIsRounded() {
    assertThat(words(9_007_199_254_740_993L, "jpy", "en-US")).isEqualTo("¥9,007,199,254,740,993");
  }
}
