package io.paydesk.page;

import io.paydesk.order.CancelReason;
import io.paydesk.order.OrderView;
import io.paydesk.payment.ExpectedIntent;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.recurring.RecurringPaymentView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what the page shows, from what the API knows. */
final class PageStep {

  private PageStep() {}

  /**
   * @param payment that the page is about; null where none has begun
   * @param subscription the order's; null where none has begun
   * @param hasReturned whether Stripe or a bank has just sent the payer back
   */
  static PageState of(
      OrderView order,
      @Nullable PaymentView payment,
      @Nullable RecurringPaymentView subscription,
      boolean hasReturned,
      Instant now) {
    return switch (order.status()) {
      case PAID, PARTIALLY_REFUNDED, REFUNDED ->
          subscription != null && subscription.status().isBehind() ? PageState.DUE : PageState.PAID;
      case REVIEW -> PageState.REVIEW;
      case CANCELED -> ended(order);
      case PENDING -> pending(order, payment, subscription, hasReturned, now);
    };
  }

  private static PageState pending(
      OrderView order,
      @Nullable PaymentView payment,
      @Nullable RecurringPaymentView subscription,
      boolean hasReturned,
      Instant now) {
    var status = payment == null ? null : payment.status();
    if (status == PaymentStatus.PROCESSING) {
      return PageState.PROCESSING;
    }
    if (status == PaymentStatus.AUTHORIZED) {
      return PageState.HELD;
    }
    if (subscription != null && subscription.status().isRunning() && !asksForCard(subscription)) {
      return running(subscription, hasReturned);
    }
    if (status != null && status.hasMoney() || hasReturned) {
      return PageState.CHECKING;
    }
    if (order.cancelRequestedAt() != null) {
      return ended(order);
    }
    var end = order.expiresAt();
    return end != null && !end.isAfter(now) ? PageState.EXPIRED : PageState.PAYABLE;
  }

  /** A trial has begun at Stripe, and the payer has not given a card for its end yet. */
  private static boolean asksForCard(RecurringPaymentView subscription) {
    return subscription.status() == RecurringPaymentStatus.TRIALING
        && subscription.awaitsPaymentMethod();
  }

  /** Its order is not paid: the first invoice is yet to come, on its way, or was not paid. */
  private static PageState running(RecurringPaymentView subscription, boolean hasReturned) {
    return switch (subscription.status()) {
      case TRIALING -> PageState.STARTED;
      case PAST_DUE, UNPAID, PAUSED -> PageState.DUE;
      // Stripe lets it run while a bank decides on the first debit.
      case ACTIVE -> hasReturned ? PageState.CHECKING : PageState.PROCESSING;
      case CREATED, UNKNOWN, INCOMPLETE, CANCELED, INCOMPLETE_EXPIRED -> PageState.CHECKING;
    };
  }

  private static PageState ended(OrderView order) {
    return order.cancelReason() == CancelReason.EXPIRED ? PageState.EXPIRED : PageState.CANCELED;
  }

  /** Whether it has to go by Stripe's own page, whatever the setting says. */
  static boolean isHosted(ExpectedIntent intent, PageSurface wanted) {
    return wanted == PageSurface.HOSTED || intent.needsCheckout();
  }
}
