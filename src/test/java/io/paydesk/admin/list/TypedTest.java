package io.paydesk.admin.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.admin.list.Filter.Input;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTest {

  private static final Filter FROM = new Filter("amountFrom", "From", Input.AMOUNT, List.of());

  private static String amount(String typed, String currency) {
    return Typed.asApi(FROM, typed, currency);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "99.99 | eur | 9999",
        "99,99 | eur | 9999",
        "99,9 | EUR | 9990",
        "99 | eur | 9900",
        "1 234.50 | usd | 123450",
        "0 | usd | 0",
        "500 | jpy | 500",
        "1.250 | kwd | 1250",
        "999999999999999.99 | usd | 99999999999999999"
      })
  void anAmountIsReadAsInTheDialogsAndTheSearch(String typed, String currency, String minor) {
    assertThat(amount(typed, currency)).isEqualTo(minor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,000",
        "1,000.00",
        "1.2.3",
        "1e5",
        "-5",
        "99.999",
        "twelve",
        "1.",
        ".5",
        "\u0663"
      })
  void whatIsNoAmountOrCouldBeTwoIsLeftForTheApiToRefuse(String typed) {
    assertThat(amount(typed, "usd")).isEqualTo(typed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e20000000", "1e-20000000", "1e2147483647", "1e-2147483648"})
  @Timeout(value = 2, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aNumberOfMillionsOfDigitsIsNeverWrittenOut(String typed) {
    assertThat(amount(typed, "usd")).isEqualTo(typed);
  }

  @Test
  void aCommaOfAnAmountPartsNoValues() {
    assertThat(FROM.words("99,99")).isEqualTo("99,99");
    assertThat(Filter.text("status", "Status").words("a,b")).isEqualTo("a or b");
  }

  @Test
  void anAmountOfNoKnownCurrencyIsLeft() {
    assertThat(amount("99", "dollars")).isEqualTo("99");
  }

  @Test
  void aPeriodEndsAfterItsLastDay() {
    assertThat(Typed.asApi(Filter.SINCE, "2026-11-30", null)).isEqualTo("2026-11-30T00:00:00Z");
    assertThat(Typed.asApi(Filter.UNTIL, "2026-11-30", null)).isEqualTo("2026-12-01T00:00:00Z");
    assertThat(Typed.asApi(Filter.UNTIL, "+999999999-12-31", null)).isEqualTo("+999999999-12-31");
  }
}
