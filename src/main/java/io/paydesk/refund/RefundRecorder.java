package io.paydesk.refund;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.transaction.Transactions;
import io.paydesk.transaction.Transition;
import io.paydesk.transaction.TransitionKind;
import io.paydesk.transaction.Transitions;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what Stripe says about refunds into their rows, whichever way it came: an event, a call's
 * answer, a refresh or a round of due refunds. All rows of the order must be locked. Then payment
 * and order are recomputed from the sum.
 */
@Singleton
class RefundRecorder {

  private static final Logger LOG = Logger.getLogger(RefundRecorder.class);

  private final StripeAccountConfig account;
  private final MeterRegistry meters;
  private final Transitions transitions;

  RefundRecorder(StripeAccountConfig account, MeterRegistry meters, Transitions transitions) {
    this.account = account;
    this.meters = meters;
    this.transitions = transitions;
  }

  /**
   * Records refunds of one payment. A refund without a row was made in Stripe's dashboard and gets
   * one, which the caller persists.
   *
   * @param installation this installation's id
   * @return false where only a later listing can decide: the news is incomplete, and by it more
   *     went back than came, so another refund must have failed since; or one of them may be of a
   *     hold that was let go, and that one alone is not recorded yet
   */
  boolean take(OrderRows rows, Payment payment, RefundNews all, UUID installation) {
    var kinds = new HashMap<RefundSnapshot, ReleasedHold>();
    all.seen().stream()
        .filter(seen -> rows.refundOfStripe(seen.id()).isEmpty())
        .forEach(
            seen ->
                kinds.put(seen, ReleasedHold.of(rows.order(), payment, seen, all, installation)));
    boolean isWhole = !kinds.containsValue(ReleasedHold.NOT_LISTED);
    var news = all.without(seen -> kinds.getOrDefault(seen, ReleasedHold.NO) != ReleasedHold.NO);
    if (news.seen().isEmpty() && !all.seen().isEmpty()) {
      // The end of the hold tells whether it was the rest of it; only the news of that is late.
      payment.checkSoon();
      return isWhole;
    }
    if (!news.complete() && payment.status.hasMoney() && news.exceeds(rows, payment)) {
      return false;
    }
    news.seen().forEach(snapshot -> apply(rowOf(rows, payment, snapshot, installation), snapshot));
    if (!payment.status.hasMoney()) {
      // A refund shows that the money came; only the news of that is late.
      payment.checkSoon();
      rows.refundsOf(payment).forEach(refund -> refund.keepCheck(refund.nextCheckAt));
    }
    derive(rows);
    return isWhole;
  }

  /** Recomputes the payments and the order from the sum of their refunds. */
  void derive(OrderRows rows) {
    for (var payment : rows.payments()) {
      if (payment.status.hasMoney() && rows.totals(payment).exceedsCaptured()) {
        // One of them has failed since, and no event said so: all are checked again.
        LOG.errorf(
            "Payment %d: its refunds exceed what came, so they are checked again", payment.id);
        rows.refundsOf(payment).forEach(refund -> refund.keepCheck(refund.nextCheckAt));
      }
    }
    rows.deriveFromRefunds();
  }

  void apply(Refund refund, RefundSnapshot seen) {
    var before = refund.status;
    refund.apply(seen);
    if (RefundStatus.ofStripe(seen.stripeStatus()) == null) {
      LOG.errorf(
          "Refund %s has a status that this version does not know: %s",
          seen.id(), seen.stripeStatus());
    }
    if (refund.status != before) {
      report(refund, before);
    }
  }

  /** Stripe refused: nothing was refunded. */
  void refuse(Refund refund, @Nullable String code, String message) {
    refund.refuse(code, message);
    recordTransition(refund);
    count(refund);
  }

  /** First by our mark; a refund from the dashboard has none. */
  private static Refund rowOf(
      OrderRows rows, Payment payment, RefundSnapshot seen, UUID installation) {
    return rows.refundOfStripe(seen.id())
        .or(() -> marked(rows, payment, seen, installation))
        .orElseGet(
            () -> {
              var made = Refund.madeElsewhere(payment, seen);
              rows.refunds().add(made);
              return made;
            });
  }

  private static Optional<Refund> marked(
      OrderRows rows, Payment payment, RefundSnapshot seen, UUID installation) {
    var uuid = Installation.rowOf(installation, seen.metadata());
    var ours = rows.refunds().stream().filter(refund -> refund.uuid.equals(uuid)).findFirst();
    if (ours.isPresent() && (ours.get().paymentId != payment.id || !ours.get().fits(seen))) {
      LOG.errorf(
          "The metadata of refund %s names refund %d, which has another refund at Stripe",
          seen.id(), ours.get().id);
      return Optional.empty();
    }
    return ours;
  }

  private void report(Refund refund, RefundStatus before) {
    if (before == RefundStatus.SUCCEEDED) {
      LOG.errorf(
          "A refund of payment %d failed after it had succeeded (%s): the money is the shop's"
              + " again",
          refund.paymentId, refund.failureReason);
    }
    recordTransition(refund);
    count(refund);
  }

  private void recordTransition(Refund refund) {
    switch (refund.status) {
      case SUCCEEDED ->
          transitions.record(
              Transition.outcome(
                  TransitionKind.REFUND_SUCCEEDED, refund, refund.orderId, refund.userId));
      case FAILED -> recordFailure(TransitionKind.REFUND_FAILED, refund);
      case CANCELED -> recordFailure(TransitionKind.REFUND_CANCELED, refund);
      case CREATED, PENDING, UNKNOWN -> {
        // not over yet
      }
    }
  }

  private void recordFailure(TransitionKind kind, Refund refund) {
    transitions.record(
        Transition.failure(
            kind,
            "",
            refund,
            refund.orderId,
            refund.userId,
            refund.failureReason == null ? refund.failureCode : refund.failureReason));
  }

  private void count(Refund refund) {
    Transactions.afterCommit(
        meters.counter(
                "paydesk.refunds",
                "outcome",
                refund.status.text(),
                "origin",
                refund.origin.text(),
                "mode",
                account.livemode() ? "live" : "test")
            ::increment);
  }
}
