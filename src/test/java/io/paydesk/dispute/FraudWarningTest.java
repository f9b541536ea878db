package io.paydesk.dispute;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.stripe.FraudWarningSnapshot;
import io.paydesk.testing.Samples;
import io.paydesk.transaction.TransitionKind;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FraudWarningTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private FraudWarning warning;

  @BeforeEach
  void warned() {
    warning = FraudWarning.of(Samples.succeededPayment(), "issfr_1");
    assertThat(warning.apply(seen(true), NOW)).isEqualTo(TransitionKind.FRAUD_WARNING);
  }

  private static FraudWarningSnapshot seen(boolean actionable) {
    return new FraudWarningSnapshot("issfr_1", "pi_1", "ch_1", "misc", actionable, NOW);
  }

  @Test
  void unchangedNewsIsNotFollowedAgain() {
    assertThat(warning.apply(seen(true), NOW.plusSeconds(1))).isNull();
    assertThat(warning.occurrence()).isEqualTo("issfr_1");
  }

  @Test
  void theEndOfAWarningIsFollowedOnce() {
    assertThat(warning.apply(seen(false), NOW.plusSeconds(1)))
        .isEqualTo(TransitionKind.FRAUD_WARNING_UPDATED);
    assertThat(warning.apply(seen(false), NOW.plusSeconds(2))).isNull();
    assertThat(warning.occurrence()).isEqualTo("issfr_1#1");
  }

  @Test
  void olderNewsChangeNothing() {
    warning.apply(seen(false), NOW.plusSeconds(2));

    assertThat(warning.apply(seen(true), NOW.plusSeconds(1))).isNull();

    assertThat(warning.actionable).isFalse();
  }

  @Test
  void withinOneSecondTheLessActionableNewsWins() {
    assertThat(warning.apply(seen(false), NOW)).isEqualTo(TransitionKind.FRAUD_WARNING_UPDATED);
    assertThat(warning.apply(seen(true), NOW)).isNull();

    assertThat(warning.actionable).isFalse();
  }
}
