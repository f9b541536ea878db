package io.paydesk.admin.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTest {

  @ParameterizedTest
  @CsvSource({
    "112, 100, true, +12\u00a0%, good",
    "88, 100, true, \u221212\u00a0%, bad",
    "112, 100, false, +12\u00a0%, bad",
    "100, 100, true, no change, calm",
    "1000, 1001, true, no change, calm",
    "5, 0, true, up, good",
    "-5, 0, true, down, bad",
    "1300, 100, true, 13 times, good",
    "0, 100, true, \u2212100\u00a0%, bad"
  })
  void itSaysHowMuchMoreOrLessAndWhetherThatIsGood(
      long now, long before, boolean moreIsGood, String text, String tone) {
    assertThat(Change.of(now, before, moreIsGood)).isEqualTo(new Change(text, tone));
  }

  @Test
  void sharesChangeByPoints() {
    assertThat(Change.ofShares(new BigDecimal("0.9731"), new BigDecimal("0.9610"), true))
        .isEqualTo(new Change("+1.2\u00a0points", "good"));
    assertThat(Change.ofShares(null, BigDecimal.ONE, true)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0.97312, 97.3\u00a0%",
    "1, 100\u00a0%",
    "0.9999, 99.9\u00a0%",
    "0, 0\u00a0%",
    "0.0001, under\u00a00.1\u00a0%"
  })
  void whatIsNotAllIsNeverShownAsAll(BigDecimal share, String text) {
    assertThat(Percent.of(share, Locale.US)).isEqualTo(text);
  }
}
