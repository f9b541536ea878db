package io.paydesk.payment;

import io.paydesk.caller.LinkHolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payment as whoever has a link sees it: how far it is, and not whose it is. */
final class PaymentForLink {

  private PaymentForLink() {}

  /** Its papers stay: {@link PaymentReader} has looked who may see them. */
  static PaymentView of(PaymentView seen) {
    return new PaymentView(
        seen.id(),
        seen.orderId(),
        LinkHolder.SOMEBODY,
        seen.amount(),
        seen.price(),
        seen.currency(),
        seen.amountReceived(),
        seen.amountRefunded(),
        seen.presentmentAmount(),
        seen.presentmentPrice(),
        seen.presentmentCurrency(),
        seen.amountCapturable(),
        seen.captureBefore(),
        null,
        seen.status(),
        seen.origin(),
        seen.paymentIntentId(),
        null,
        seen.savePaymentMethod(),
        seen.surface(),
        seen.checkoutSessionId(),
        seen.sessionExpiresAt(),
        failure(seen.failure()),
        null,
        seen.callbackProcessed(),
        List.of(),
        null,
        seen.receiptUrl(),
        seen.invoiceUrl(),
        seen.invoicePdf(),
        seen.cancelRequestedAt(),
        seen.createdAt(),
        seen.updatedAt(),
        seen.version());
  }

  static PaymentView.@Nullable Failure failure(PaymentView.@Nullable Failure stripes) {
    if (stripes == null) {
      return null;
    }
    var reason = PayersReason.of(stripes.code(), stripes.declineCode());
    return new PaymentView.Failure(reason.code, reason.declineCode, reason.message);
  }
}
