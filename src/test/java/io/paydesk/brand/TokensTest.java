package io.paydesk.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.smallrye.config.WithDefault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that all pages and mails are drawn with. */
class TokensTest {

  private final Tokens tokens = new Tokens();

  @ParameterizedTest
  @CsvSource({
    "ink, card",
    "ink, page",
    "ink2, card",
    "ink2, page",
    "ink3, card",
    "ink3, page",
    "good, good-soft",
    "good, card",
    "bad, bad-soft",
    "bad, card",
    "wait, wait-soft",
    "wait, card",
    "on-brand, brand",
    "brand-text, card",
    "brand-text, page",
    "on-test, test"
  })
  void wordsCanBeReadInBothThemes(String words, String surface) {
    assertThat(light(words).reaches(light(surface), BrandColor.READABLE)).isTrue();
    assertThat(dark(words).reaches(dark(surface), BrandColor.READABLE)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"edge, field", "edge, card", "brand-edge, card"})
  void whatIsUsedCanBeSeenInBothThemes(String shape, String surface) {
    assertThat(light(shape).reaches(light(surface), BrandColor.VISIBLE)).isTrue();
    assertThat(dark(shape).reaches(dark(surface), BrandColor.VISIBLE)).isTrue();
  }

  /** Where no shop has set one: pages that have no setting look as the others do by default. */
  @Test
  void theirOwnBrandIsTheDefaultOne() throws NoSuchMethodException {
    var color = BrandConfig.class.getMethod("color").getAnnotation(WithDefault.class).value();
    var sheet = tokens.sheet(BrandColor.of(color).orElseThrow());

    for (var name : List.of("brand", "brand-edge", "on-brand", "brand-text")) {
      assertThat(sheet.lines().findFirst().orElseThrow())
          .contains("--" + name + ": " + tokens.light(name) + ";");
      assertThat(sheet.substring(sheet.indexOf("@media")))
          .contains("--" + name + ": " + tokens.dark(name) + ";");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"#4338ca", "#ffd400", "#0f766e", "#ff5a5f", "#ffffff", "#000000"})
  void linksCanBeReadOnCardsAndOnThePageWhateverTheColor(String color) {
    var themes = tokens.sheet(BrandColor.of(color).orElseThrow()).split("@media");

    for (var surface : List.of("card", "page")) {
      assertThat(link(themes[0]).reaches(light(surface), BrandColor.READABLE)).isTrue();
      assertThat(link(themes[1]).reaches(dark(surface), BrandColor.READABLE)).isTrue();
    }
  }

  private static BrandColor link(String theme) {
    return BrandColor.of(theme.replaceFirst("(?s).*--brand-text: (#[0-9a-f]{6});.*", "$1"))
        .orElseThrow();
  }

  @Test
  void whatOnlyTheLightThemeSaysHoldsInTheDarkOneToo() {
    assertThat(tokens.dark("t16")).isEqualTo("1rem");
    assertThat(tokens.dark("card")).isNotEqualTo(tokens.light("card"));
    assertThatNullPointerException().isThrownBy(() -> tokens.light("unheard-of"));
  }

  private BrandColor light(String name) {
    return BrandColor.of(tokens.light(name)).orElseThrow();
  }

  private BrandColor dark(String name) {
    return BrandColor.of(tokens.dark(name)).orElseThrow();
  }
}
