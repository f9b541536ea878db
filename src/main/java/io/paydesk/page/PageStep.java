package io.paydesk.page;

import io.paydesk.order.CancelReason;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what the page shows, from what the API knows. */
final class PageStep {

  private PageStep() {}

  /**
   * @param payment that the page is about; null where none has begun
   * @param subscription the status of the order's, while it runs; else null
   * @param hasReturned whether Stripe or a bank has just sent the payer back
   */
  static PageState of(
      OrderView order,
      @Nullable PaymentView payment,
      @Nullable RecurringPaymentStatus subscription,
      boolean hasReturned,
      Instant now) {
    return switch (order.status()) {
      case PAID, PARTIALLY_REFUNDED, REFUNDED -> PageState.PAID;
      case REVIEW -> PageState.REVIEW;
      case CANCELED -> ended(order);
      case PENDING -> pending(order, payment, subscription, hasReturned, now);
    };
  }

  private static PageState pending(
      OrderView order,
      @Nullable PaymentView payment,
      @Nullable RecurringPaymentStatus subscription,
      boolean hasReturned,
      Instant now) {
    var status = payment == null ? null : payment.status();
    if (status == PaymentStatus.PROCESSING) {
      return PageState.PROCESSING;
    }
    if (status == PaymentStatus.AUTHORIZED) {
      return PageState.HELD;
    }
    if (subscription != null) {
      return running(subscription);
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

  /** Its order is not paid: the first invoice is yet to come, on its way, or was not paid. */
  private static PageState running(RecurringPaymentStatus subscription) {
    return switch (subscription) {
      case TRIALING -> PageState.STARTED;
      case PAST_DUE, UNPAID, PAUSED -> PageState.DUE;
      case CREATED, UNKNOWN, INCOMPLETE, ACTIVE, CANCELED, INCOMPLETE_EXPIRED -> PageState.CHECKING;
    };
  }

  private static PageState ended(OrderView order) {
    return order.cancelReason() == CancelReason.EXPIRED ? PageState.EXPIRED : PageState.CANCELED;
  }

  /** Whether it has to go by Stripe's own page, whatever the setting says. */
  static boolean isHosted(OrderView order, PageSurface wanted) {
    return wanted == PageSurface.HOSTED
        || order.priceId() != null
        || order.allowPromotionCodes()
        || order.promotionCode() != null
        || order.automaticTax()
        || order.invoice();
  }
}
