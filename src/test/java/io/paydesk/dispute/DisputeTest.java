package io.paydesk.dispute;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.dispute.Dispute.Applied;
import io.paydesk.payment.Payment;
import io.paydesk.payment.PaymentDispute;
import io.paydesk.stripe.DisputeSnapshot;
import io.paydesk.testing.Samples;
import io.paydesk.transaction.TransitionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  void anOlderAnswerChangesNothing() {
    var dispute = new Dispute();
    assertThat(dispute.apply(seen("won"), NOW).moved()).isTrue();

    assertThat(dispute.apply(seen("under_review"), NOW.minusMillis(1))).isEqualTo(Applied.NOTHING);

    assertThat(dispute.status).isEqualTo("won");
    assertThat(dispute.observedAt).isEqualTo(NOW);
  }

  @Test
  void aNewerAnswerMayGoBackToAnEarlierStatus() {
    var dispute = new Dispute();
    dispute.apply(seen("won"), NOW);

    assertThat(dispute.apply(seen("needs_response"), NOW.plusMillis(1)).moved()).isTrue();

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
    "warning_closed, true, false",
    "warning_needs_response, false, true",
    "prevented, true, false",
    "prevented, false, true",
    "appeal_needs_response, true, true",
    "appeal_under_review, true, true",
    "of_another_day, true, false",
    "of_another_day, false, true"
  })
  void aLostDisputeBlocksRefundsWhateverStripeSaysAboutItsCharge(
      String status, boolean refundable, boolean blocks) {
    assertThat(
            new PaymentDispute("du_1", status, 10_000, "usd", "fraudulent", refundable, null)
                .blocksRefunds())
        .isEqualTo(blocks);
  }

  /** Its statuses in order, and the transitions that the app may follow. */
  @ParameterizedTest
  @CsvSource({
    "needs_response under_review won, disputed dispute_updated dispute_won",
    "warning_needs_response warning_under_review warning_closed, inquiry_opened dispute_updated inquiry_closed",
    "warning_needs_response needs_response lost, inquiry_opened disputed dispute_lost",
    "lost appeal_needs_response appeal_under_review won, dispute_lost dispute_appealed dispute_updated dispute_won",
    "won lost won, dispute_won dispute_lost dispute_won",
    "needs_response prevented, disputed dispute_prevented",
    "of_another_day, disputed",
    "needs_response of_another_day of_yet_another_day lost, disputed dispute_updated dispute_updated dispute_lost",
    "needs_response needs_response, disputed -"
  })
  void eachChangeThatMattersIsFollowedOnce(String statuses, String transitions) {
    var dispute = Dispute.of(paid(), "du_1");
    var told = new ArrayList<String>();
    var occurrences = new ArrayList<String>();
    var at = NOW;
    for (var status : statuses.split(" ")) {
      at = at.plusSeconds(1);
      var transition = dispute.apply(seen(status), at).transition();
      told.add(transition == null ? "-" : transition.text());
      if (transition != null) {
        occurrences.add(dispute.occurrence());
      }
    }

    assertThat(told).containsExactly(transitions.split(" "));
    assertThat(occurrences).doesNotHaveDuplicates();
    assertThat(occurrences.get(0)).isEqualTo("du_1");
  }

  private static Payment paid() {
    return Samples.succeededPayment();
  }

  @Test
  void anotherAmountOrDateAndWhetherARefundIsPossibleMatterToo() {
    var dispute = Dispute.of(paid(), "du_1");
    dispute.apply(seen("needs_response"), NOW);

    var others =
        List.of(
            new DisputeSnapshot(
                "du_1",
                "needs_response",
                9_000,
                "usd",
                "fraudulent",
                "pi_1",
                "ch_1",
                false,
                null,
                NOW),
            new DisputeSnapshot(
                "du_1",
                "needs_response",
                9_000,
                "usd",
                "fraudulent",
                "pi_1",
                "ch_1",
                true,
                null,
                NOW),
            new DisputeSnapshot(
                "du_1",
                "needs_response",
                9_000,
                "usd",
                "fraudulent",
                "pi_1",
                "ch_1",
                true,
                NOW,
                NOW));

    assertThat(others)
        .allSatisfy(
            other ->
                assertThat(dispute.apply(other, NOW.plusSeconds(1)))
                    .isEqualTo(new Applied(false, TransitionKind.DISPUTE_UPDATED)));
    assertThat(dispute.occurrence()).isEqualTo("du_1#3");
  }
}
