package io.paydesk.admin.find;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LengthInWordsTest {

  @ParameterizedTest
  @CsvSource({
    "2160H, 90 days",
    "1D, 1 day",
    "PT30M, 30 minutes",
    "P7D, 7 days",
    "90s, 1 minute 30 seconds",
    "0S, none"
  })
  void aLengthOfTimeIsSaidInWords(String setting, String words) {
    assertThat(LengthInWords.of(setting)).contains(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "true", "D", "PT", "12 H", "https://5s", "99999999999999999999H"})
  void anythingElseIsNone(String setting) {
    assertThat(LengthInWords.of(setting)).isEmpty();
  }
}
