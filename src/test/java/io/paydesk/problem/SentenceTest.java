package io.paydesk.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceTest {

  @Test
  void whatHasNoEndGetsOne() {
    assertThat(Sentence.of("Amount must be no more than $999,999.99 "))
        .isEqualTo("Amount must be no more than $999,999.99.");
  }

  @Test
  void whatEndsStaysAsItIs() {
    assertThat(Sentence.of("Your card was declined.")).isEqualTo("Your card was declined.");
    assertThat(Sentence.of("One line.\nDid you mean test mode?"))
        .isEqualTo("One line.\nDid you mean test mode?");
  }
}
