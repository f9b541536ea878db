package io.paydesk.brand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever colour a shop likes, its buttons and links can be read. */
class BrandColorTest {

  private static final BrandColor DARK = new BrandColor(0x17, 0x1a, 0x21);

  private static Stream<BrandColor> colors() {
    return IntStream.range(0, 18 * 18 * 18)
        .mapToObj(i -> new BrandColor(i % 18 * 15, i / 18 % 18 * 15, i / (18 * 18) % 18 * 15));
  }

  @Test
  void textOnEachColorCanBeRead() {
    assertThat(colors()).allMatch(color -> color.reaches(color.ink(), BrandColor.READABLE));
  }

  @Test
  void eachColorCanBeReadAndSeenOnBothThemes() {
    for (var surface : new BrandColor[] {BrandColor.WHITE, DARK}) {
      assertThat(colors())
          .allMatch(
              color ->
                  color.against(surface, BrandColor.READABLE).reaches(surface, BrandColor.READABLE))
          .allMatch(
              color ->
                  color.against(surface, BrandColor.VISIBLE).reaches(surface, BrandColor.VISIBLE));
    }
  }

  @Test
  void aColorThatCanBeReadStaysAsItIs() {
    var indigo = BrandColor.of("#4338ca").orElseThrow();

    assertThat(indigo.against(BrandColor.WHITE, BrandColor.READABLE)).isEqualTo(indigo);
    assertThat(indigo.css()).isEqualTo("#4338ca");
  }

  @Test
  void threeDigitsMeanSix() {
    assertThat(BrandColor.of(" #fC0 ")).contains(new BrandColor(255, 204, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "red", "4338ca", "#4338c", "#4338cag", "#43 38ca", "#0;}body{"})
  void whatIsNoColorIsNone(String text) {
    assertThat(BrandColor.of(text)).isEmpty();
  }
}
