package io.paydesk.dev.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Held to <a href="https://docs.stripe.com/get-started/account/statement-descriptors">Stripe's
 * rules</a>. The pretend account's own name has seven letters.
 */
class StatementDescriptorsInTheSandboxTest {

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private int made(String suffix) {
    return shop.post(
            "/v1/payment_intents",
            "amount=2000&currency=usd&statement_descriptor_suffix="
                + URLEncoder.encode(suffix, StandardCharsets.UTF_8))
        .status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "TICKETS 12", "THIRTEEN LONG", "CAFÉ"})
  void aSuffixOfLatinCharactersIsTaken(String suffix) {
    assertThat(made(suffix)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1234", "A*B", "<A", "A>", "A\\B", "A'B", "A\"B", "ЧАЙ", "FOURTEEN CHARS"})
  void anyOtherSuffixIsRefused(String suffix) {
    assertThat(made(suffix)).isEqualTo(400);
  }
}
