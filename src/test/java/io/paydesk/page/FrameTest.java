package io.paydesk.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands around the payer's page. */
class FrameTest {

  @ParameterizedTest
  @CsvSource({"Paydesk, P", "' lantern & tea', L", "über, Ü", "夏の店, 夏", "🍵 tea, 🍵"})
  void theFirstLetterOfTheShopStandsWhereItHasNoLogo(String shop, String initial) {
    var frame = new Frame("en", "ltr", "assets/1", List.of(), shop, null, null, true, null);

    assertThat(frame.initial()).isEqualTo(initial);
  }
}
