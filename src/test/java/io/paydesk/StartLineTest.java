package io.paydesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.actionflow.Actionflow;
import io.paydesk.transaction.CallbackFlow;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

  @Test
  void whatFollowsNothingIsNotNamed() {
    assertThat(StartLine.isAwake(new Actionflow() {})).isTrue();
    assertThat(StartLine.isAwake(following(flow -> flow == CallbackFlow.REFUND))).isTrue();
    assertThat(StartLine.isAwake(following(flow -> false))).isFalse();
    assertThat(StartLine.isAwake(following(flow -> fails()))).isTrue();
  }

  private static boolean fails() {
    throw new IllegalStateException("This bean cannot say");
  }

  private static Actionflow following(Predicate<CallbackFlow> which) {
    return new Actionflow() {
      @Override
      public boolean follows(CallbackFlow flow) {
        return which.test(flow);
      }
    };
  }
}
