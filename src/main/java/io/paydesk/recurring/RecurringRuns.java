package io.paydesk.recurring;

import io.paydesk.recurring.EntitlementPolicy.Terms;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.StripeClock;
import io.paydesk.transaction.Transition;
import io.paydesk.transaction.TransitionKind;
import io.paydesk.transaction.Transitions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells the app about access that begins, ends or is about to. {@code started} and {@code
 * access_ended} follow from the entitlements alone: it does not matter whether an event changed
 * them or time did. The row must be locked.
 */
@Singleton
class RecurringRuns {

  /** Used where Stripe does not say why the renewal failed. */
  private static final String NOT_PAID = "payment_failed";

  private final Transitions transitions;
  private final EntitlementConfig config;
  private final StripeClock clock;

  RecurringRuns(Transitions transitions, EntitlementConfig config, StripeClock clock) {
    this.transitions = transitions;
    this.config = config;
    this.clock = clock;
  }

  /**
   * A row before a change.
   *
   * @param paused how collection is paused; null while it is not
   */
  record Before(
      RecurringPaymentStatus status,
      @Nullable Instant endsAt,
      @Nullable String paused,
      Access access) {
    static Before of(RecurringPayment row) {
      return new Before(row.status, row.endsAt(), pauseOf(row), Access.of(row));
    }
  }

  private static @Nullable String pauseOf(RecurringPayment row) {
    if (row.status == RecurringPaymentStatus.PAUSED) {
      return "paused";
    }
    return row.pause == null ? null : row.pause.behavior();
  }

  /** Records what the change means, and then whether access began or ended. */
  void recordTransition(Before before, RecurringPayment row) {
    if (row.status.isLive()) {
      recordTransitionsWhileLive(before, row);
    } else if (before.status.isLive()) {
      var revival = row.revivals == 0 ? "" : "revival-" + row.revivals;
      recordTransition(
          row,
          TransitionKind.SUBSCRIPTION_CANCELED,
          revival,
          row.ending == null ? null : row.ending.reason());
    }
    access(before.access, row);
  }

  private void recordTransitionsWhileLive(Before before, RecurringPayment row) {
    var endsAt = row.endsAt();
    var paused = pauseOf(row);
    if (row.status == RecurringPaymentStatus.UNPAID && before.status != row.status) {
      recordTransition(row, TransitionKind.SUBSCRIPTION_UNPAID, now(row), whyUnpaid(row));
    }
    if (paused != null && !paused.equals(before.paused)) {
      recordTransition(row, TransitionKind.SUBSCRIPTION_PAUSED, now(row), paused);
    }
    if (endsAt != null && !endsAt.equals(before.endsAt)) {
      recordTransition(
          row,
          TransitionKind.SUBSCRIPTION_CANCEL_SCHEDULED,
          now(row),
          row.ending == null ? null : row.ending.reason());
    }
    if (endsAt == null && before.endsAt != null || paused == null && before.paused != null) {
      recordTransition(row, TransitionKind.SUBSCRIPTION_RESUMED, now(row), null);
    }
  }

  private static String whyUnpaid(RecurringPayment row) {
    return row.failure == null || row.failure.code() == null ? NOT_PAID : row.failure.code();
  }

  /** Records whether it gives access now; only time may have passed. */
  void look(RecurringPayment row) {
    access(Access.of(row), row);
  }

  private void access(Access before, RecurringPayment row) {
    var now = before.then(EntitlementPolicy.until(row, Terms.of(config), clock.now()));
    row.applyAccess(now);
    if (Objects.equals(now.given(), before.given())) {
      return;
    }
    int times = now.times();
    if (now.given()) {
      recordTransition(
          row, TransitionKind.SUBSCRIPTION_STARTED, times == 1 ? "" : "access-" + times, null);
    } else if (row.status.isLive()) {
      recordTransition(
          row, TransitionKind.SUBSCRIPTION_ACCESS_ENDED, "access-" + times, row.stripeStatus);
    }
  }

  /** Stripe reports it about three days before the trial ends. */
  void trialEnds(RecurringPayment row) {
    if (row.status == RecurringPaymentStatus.TRIALING && row.trialEnd != null) {
      recordTransition(
          row, TransitionKind.SUBSCRIPTION_TRIAL_ENDING, row.trialEnd.toString(), null);
    }
  }

  /** Its period ends soon, and Stripe then makes the next invoice. */
  void renewsSoon(RecurringPayment row) {
    if (row.status.isRunning() && row.currentPeriodEnd != null) {
      recordTransition(
          row, TransitionKind.SUBSCRIPTION_RENEWAL_AHEAD, row.currentPeriodEnd.toString(), null);
    }
  }

  void failed(RecurringPayment row, TransitionKind kind, String occurrence, StripeFailure why) {
    transitions.record(
        Transition.failure(kind, occurrence, row, row.orderId, row.userId, why.code()));
  }

  /**
   * Tells repeatable transitions apart: each is recorded once, with the row's change that causes
   * it.
   */
  private static String now(RecurringPayment row) {
    return "version-" + row.version;
  }

  private void recordTransition(
      RecurringPayment row, TransitionKind kind, String occurrence, @Nullable String reason) {
    transitions.record(
        new Transition(kind, occurrence, row, List.of(), true, row.orderId, row.userId, reason));
  }
}
