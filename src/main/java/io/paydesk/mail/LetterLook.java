package io.paydesk.mail;

import io.paydesk.brand.BrandColor;
import io.paydesk.brand.BrandConfig;
import io.paydesk.brand.BrandShades;
import io.paydesk.brand.Tokens;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.function.UnaryOperator;

/**
 * The values of the design system that the mail templates write out, as {@code inject:look}: mail
 * programs load no sheet. Those that know a dark theme take it from the mail's own style element.
 */
@Named("look")
@Singleton
class LetterLook {

  /**
   * One theme. All are colors, such as {@code #ffffff}.
   *
   * @param page around the letter
   * @param ink of words; the second and third are fainter
   * @param warn what a test says, on its ground
   * @param button what is pressed, with its edge and the words on it
   */
  record Theme(
      String page,
      String card,
      String ink,
      String ink2,
      String ink3,
      String line,
      String warn,
      String warnGround,
      String button,
      String buttonEdge,
      String onButton) {}

  private final Theme light;
  private final Theme dark;
  private final String font;

  LetterLook(Tokens tokens, BrandConfig brand) {
    var color = BrandColor.of(brand.color()).orElseThrow();
    light = theme(tokens::light, color);
    dark = theme(tokens::dark, color);
    // A mail's style stands between double quotes.
    font = tokens.light("font").replace('"', '\'');
  }

  private static Theme theme(UnaryOperator<String> token, BrandColor color) {
    var shades = BrandShades.of(color, BrandColor.of(token.apply("card")).orElseThrow());
    return new Theme(
        token.apply("page"),
        token.apply("card"),
        token.apply("ink"),
        token.apply("ink2"),
        token.apply("ink3"),
        token.apply("line"),
        token.apply("wait"),
        token.apply("wait-soft"),
        shades.fill().css(),
        shades.edge().css(),
        shades.ink().css());
  }

  public Theme light() {
    return light;
  }

  public Theme dark() {
    return dark;
  }

  public String font() {
    return font;
  }
}
