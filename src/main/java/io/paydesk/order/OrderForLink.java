package io.paydesk.order;

import io.paydesk.caller.LinkHolder;
import java.util.Map;

/** An order as whoever has a link sees it: what is bought and what is due, and not by whom. */
final class OrderForLink {

  private OrderForLink() {}

  static OrderView of(OrderView seen) {
    return new OrderView(
        seen.id(),
        LinkHolder.SOMEBODY,
        seen.amount(),
        seen.price(),
        seen.currency(),
        seen.description(),
        null,
        null,
        Map.of(),
        seen.capture(),
        seen.amountCaptured(),
        seen.amountReleased(),
        seen.priceId(),
        seen.quantity(),
        seen.trialDays(),
        seen.interval(),
        seen.intervalCount(),
        seen.lines(),
        seen.statementDescriptorSuffix(),
        seen.allowPromotionCodes(),
        null,
        seen.automaticTax(),
        seen.invoice(),
        seen.managedPayments(),
        seen.adaptivePricing(),
        null,
        null,
        seen.subtotal(),
        seen.discount(),
        seen.tax(),
        seen.credit(),
        seen.total(),
        seen.charged(),
        seen.periodStart(),
        seen.periodEnd(),
        seen.status(),
        null,
        null,
        null,
        null,
        seen.cancelRequestedAt(),
        seen.cancelReason(),
        seen.expiresAt(),
        seen.createdAt(),
        seen.updatedAt(),
        seen.version(),
        null);
  }
}
