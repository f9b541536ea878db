package io.paydesk.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {

  private final Patience patience = new Patience();

  @Test
  void aClientThatTakesSomethingHasAnHour() {
    for (int taken = 1; taken < 12; taken++) {
      assertThat(patience.isAtItsEnd(taken, true)).as("after %d times", taken).isFalse();
    }
    assertThat(patience.isAtItsEnd(12, true)).isTrue();
  }

  @Test
  void aClientThatTakesNothingHasLess() {
    assertThat(patience.isAtItsEnd(7, true)).isFalse();
    assertThat(patience.isAtItsEnd(7, true)).isTrue();
  }

  @Test
  void nobodyTakesWhatIsNotThereYet() {
    assertThat(patience.isAtItsEnd(7, false)).isFalse();
    assertThat(patience.isAtItsEnd(7, false)).isFalse();
  }
}
