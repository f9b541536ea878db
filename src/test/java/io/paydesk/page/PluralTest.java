package io.paydesk.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluralTest {

  @ParameterizedTest
  @CsvSource({
    "en, 0, other", "en, 1, one", "en, 2, other", "de, 1, one", "es, 1, one", "es, 21, other",
    "fr, 0, one", "fr, 1, one", "fr, 2, other", "ar, 0, zero", "ar, 1, one", "ar, 2, two",
    "ar, 3, few", "ar, 10, few", "ar, 11, many", "ar, 14, many", "ar, 99, many", "ar, 100, other",
    "ar, 102, other", "ar, 103, few", "ar, 111, many"
  })
  void eachLanguageHasItsForms(String language, long number, String form) {
    assertThat(Plural.form(language, number)).isEqualTo(form);
  }
}
