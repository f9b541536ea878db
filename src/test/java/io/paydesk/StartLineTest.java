package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartLineTest {

  @Test
  void withAnIdentityProviderItSaysWhoSignsTokens() {
    assertThat(StartLine.of("1", true, Optional.of("https://id.example"), List.of("A", "B")))
        .isEqualTo(
            "Paydesk 1, live mode of Stripe, API keys and OIDC tokens signed by https://id.example,"
                + " actionflows: A, B");
  }

  @Test
  void withoutOneItSaysThatKeysAreAllThatIsTaken() {
    assertThat(StartLine.of("1", false, Optional.empty(), List.of()))
        .isEqualTo(
            "Paydesk 1, test mode of Stripe, API keys only, actionflows: none in this process");
  }
}
