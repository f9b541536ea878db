package io.paydesk.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.brand.BrandColor;
import io.paydesk.brand.BrandConfig;
import io.paydesk.brand.Tokens;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mails write out of the design system. */
class LetterLookTest {

  private final Tokens tokens = new Tokens();

  @Test
  void mailsHaveTheColorsOfPages() {
    var look = new LetterLook(tokens, brand("#4338ca"));

    assertThat(look.light().card()).isEqualTo(tokens.light("card"));
    assertThat(look.dark().card()).isEqualTo(tokens.dark("card"));
    assertThat(look.light().button()).isEqualTo(tokens.light("brand"));
    assertThat(look.dark().button()).isEqualTo(tokens.dark("brand"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#4338ca", "#ffd400", "#ffffff", "#000000"})
  void whateverColorAShopHasItsButtonsCanBeRead(String color) {
    var look = new LetterLook(tokens, brand(color));

    for (var theme : new LetterLook.Theme[] {look.light(), look.dark()}) {
      assertThat(color(theme.onButton()).reaches(color(theme.button()), BrandColor.READABLE))
          .isTrue();
      assertThat(color(theme.buttonEdge()).reaches(color(theme.card()), BrandColor.VISIBLE))
          .isTrue();
    }
  }

  /** It stands in a style between such quotes. */
  @Test
  void theFontHasNoDoubleQuotes() {
    assertThat(new LetterLook(tokens, brand("#000000")).font())
        .contains("sans-serif", "'Segoe UI'");
    assertThat(new LetterLook(tokens, brand("#000000")).font()).doesNotContain("\"");
  }

  private static BrandColor color(String css) {
    return BrandColor.of(css).orElseThrow();
  }

  private static BrandConfig brand(String color) {
    return new BrandConfig() {
      @Override
      public String name() {
        return "Paydesk";
      }

      @Override
      public Optional<String> logo() {
        return Optional.empty();
      }

      @Override
      public Optional<String> slogan() {
        return Optional.empty();
      }

      @Override
      public String color() {
        return color;
      }
    };
  }
}
