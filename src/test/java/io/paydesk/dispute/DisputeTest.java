package io.paydesk.dispute;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.payment.PaymentDispute;
import io.paydesk.stripe.DisputeSnapshot;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisputeTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static DisputeSnapshot seen(String status) {
    return new DisputeSnapshot(
        "du_1", status, 10_000, "usd", "fraudulent", "pi_1", "ch_1", false, null, NOW);
  }

  @Test
  void anAnswerThatWasAskedForEarlierChangesNothing() {
    var dispute = new Dispute();
    assertThat(dispute.show(seen("won"), NOW)).isTrue();

    assertThat(dispute.show(seen("under_review"), NOW.minusMillis(1))).isFalse();

    assertThat(dispute.status).isEqualTo("won");
    assertThat(dispute.observedAt).isEqualTo(NOW);
  }

  @Test
  void anAnswerThatWasAskedForLaterMayGoBack() {
    var dispute = new Dispute();
    dispute.show(seen("won"), NOW);

    assertThat(dispute.show(seen("needs_response"), NOW.plusMillis(1))).isTrue();

    assertThat(dispute.status).isEqualTo("needs_response");
  }

  @ParameterizedTest
  @CsvSource({
    "lost, true, true",
    "lost, false, true",
    "needs_response, false, true",
    "won, true, false",
    "won, false, true",
    "warning_needs_response, true, false",
    "warning_closed, true, false"
  })
  void aLostOneBlocksRefundsWhateverStripeSaysOfItsCharge(
      String status, boolean refundable, boolean blocks) {
    assertThat(
            new PaymentDispute("du_1", status, 10_000, "usd", "fraudulent", refundable, null)
                .blocksRefunds())
        .isEqualTo(blocks);
  }
}
