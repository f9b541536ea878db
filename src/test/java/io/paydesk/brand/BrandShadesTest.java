package io.paydesk.brand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A shop's color stays the shop's, and what is drawn with it can be seen and read. */
class BrandShadesTest {

  private static final BrandColor DARK = BrandColor.of(new Tokens().dark("card")).orElseThrow();

  private static BrandColor color(String css) {
    return BrandColor.of(css).orElseThrow();
  }

  @Test
  void aLightColorKeepsItsToneAndGetsAnEdge() {
    var shades = BrandShades.of(color("#ffd400"), BrandColor.WHITE);

    assertThat(shades.fill()).isEqualTo(color("#ffd400"));
    assertThat(shades.ink()).isEqualTo(BrandColor.BLACK);
    assertThat(shades.edge()).isNotEqualTo(shades.fill());
  }

  @Test
  void aColorThatShowsHasNoOtherEdge() {
    var shades = BrandShades.of(color("#4338ca"), BrandColor.WHITE);

    assertThat(shades.edge()).isEqualTo(shades.fill()).isEqualTo(color("#4338ca"));
  }

  @Test
  void aDarkColorIsLighterOnTheDarkTheme() {
    var shades = BrandShades.of(color("#101840"), DARK);

    assertThat(shades.fill()).isNotEqualTo(color("#101840")).isEqualTo(shades.edge());
  }

  @Test
  void whateverTheColorEdgesAreSeenAndWordsAreRead() {
    for (var surface : new BrandColor[] {BrandColor.WHITE, DARK}) {
      assertThat(colors().map(color -> BrandShades.of(color, surface)))
          .allMatch(shades -> shades.edge().reaches(surface, BrandColor.VISIBLE))
          .allMatch(shades -> shades.ink().reaches(shades.fill(), BrandColor.READABLE))
          .allMatch(shades -> shades.text().reaches(surface, BrandColor.READABLE));
    }
  }

  private static Stream<BrandColor> colors() {
    return IntStream.range(0, 16 * 16 * 16)
        .mapToObj(i -> new BrandColor(i % 16 * 17, i / 16 % 16 * 17, i / 256 * 17));
  }
}
