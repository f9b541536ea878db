package io.paydesk.recurring;

import io.paydesk.caller.LinkHolder;
import io.paydesk.payment.PayersReason;
import org.jspecify.annotations.Nullable;

/** A subscription as whoever has a link sees it: how far it is, and not whose it is. */
final class RecurringPaymentForLink {

  private RecurringPaymentForLink() {}

  static RecurringPaymentView of(RecurringPaymentView seen) {
    return new RecurringPaymentView(
        seen.id(),
        seen.orderId(),
        LinkHolder.SOMEBODY,
        seen.priceId(),
        seen.quantity(),
        seen.trialDays(),
        seen.presentmentCurrency(),
        seen.status(),
        seen.subscriptionId(),
        seen.surface(),
        seen.checkoutSessionId(),
        seen.sessionExpiresAt(),
        seen.currentPeriodStart(),
        seen.currentPeriodEnd(),
        seen.trialEnd(),
        seen.awaitsPaymentMethod(),
        seen.cancelAtPeriodEnd(),
        seen.endsAt(),
        null,
        null,
        seen.canceledAt(),
        failure(seen.failure()),
        null,
        null,
        seen.callbackProcessed(),
        seen.createdAt(),
        seen.updatedAt(),
        seen.version());
  }

  private static RecurringPaymentView.@Nullable Failure failure(
      RecurringPaymentView.@Nullable Failure stripes) {
    if (stripes == null) {
      return null;
    }
    var reason = PayersReason.of(stripes.code(), stripes.declineCode());
    return new RecurringPaymentView.Failure(reason.code, reason.declineCode, reason.message);
  }
}
