package io.paydesk.refund;

import io.paydesk.caller.LinkHolder;

/** A refund as whoever has a link sees it: how much goes back, and not to whom or why. */
final class RefundForLink {

  private RefundForLink() {}

  static RefundView of(RefundView seen) {
    return new RefundView(
        seen.id(),
        seen.paymentId(),
        seen.orderId(),
        LinkHolder.SOMEBODY,
        seen.refundAmount(),
        seen.price(),
        seen.currency(),
        seen.presentmentAmount(),
        seen.presentmentPrice(),
        seen.presentmentCurrency(),
        seen.status(),
        seen.origin(),
        null,
        seen.refundId(),
        seen.pendingReason(),
        seen.nextAction(),
        null,
        null,
        seen.callbackProcessed(),
        seen.createdAt(),
        seen.updatedAt(),
        seen.version());
  }
}
