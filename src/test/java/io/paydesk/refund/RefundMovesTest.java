package io.paydesk.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.testing.Moves;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A refund in each status gets every kind of news. */
class RefundMovesTest {

  private static final List<String> WORDS =
      List.of("pending", "requires_action", "succeeded", "failed", "canceled", "new");

  /** Before Stripe has returned an id: it is being asked, or it refused. */
  private static final Set<RefundStatus> WITHOUT_ID =
      EnumSet.of(RefundStatus.CREATED, RefundStatus.UNKNOWN, RefundStatus.FAILED);

  private static final Set<RefundStatus> WITH_ID =
      EnumSet.complementOf(EnumSet.of(RefundStatus.CREATED));

  private final Moves<RefundStatus> made = new Moves<>();

  private static Refund refund(RefundStatus status, String refundId) {
    var refund = new Refund();
    refund.id = 1L;
    refund.status = status;
    refund.refundId = refundId;
    return refund;
  }

  private static RefundSnapshot seen(String status) {
    return new RefundSnapshot(
        "re_1", status, 9999, "usd", "pi_1", "ch_1", null, null, Map.of(), null, null, null, null,
        null);
  }

  private void hear(RefundStatus status, String refundId) {
    for (var says : WORDS) {
      var refund = refund(status, refundId);
      refund.apply(seen(says));
      made.add(status, refund.status);
    }
    var lost = refund(status, refundId);
    lost.loseSight();
    made.add(status, lost.status);
    var refused = refund(status, refundId);
    if (refused.mayBeRefused()) {
      refused.refuse("charge_already_refunded", "No.");
      made.add(status, refused.status);
    }
  }

  @Test
  void eachMoveIsAnEdgeAndEachEdgeIsMade() {
    WITHOUT_ID.forEach(status -> hear(status, null));
    WITH_ID.forEach(status -> hear(status, "re_1"));

    made.areThoseOf(RefundStatus.MOVES);
  }

  @Test
  void aRefundFromTheDashboardBeginsWithStripesStatus() {
    for (var says : WORDS) {
      var refund = refund(RefundStatus.CREATED, null);
      refund.apply(seen(says));

      assertThat(RefundStatus.MOVES.begins(refund.status)).as(says).isTrue();
    }
  }
}
