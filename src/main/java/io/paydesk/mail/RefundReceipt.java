package io.paydesk.mail;

import io.paydesk.actionflow.Actionflow;
import io.paydesk.actionflow.CallbackRun;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.refund.RefundStatus;
import io.paydesk.refund.RefundView;
import io.paydesk.transaction.CallbackFlow;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * A receipt for a refund of a one-time payment or a subscription, also one made in the dashboard.
 */
@Singleton
class RefundReceipt implements Actionflow {

  private final ReceiptSwitch receipts;
  private final Wording wording;
  private final ReceiptPost post;

  RefundReceipt(ReceiptSwitch receipts, Wording wording, ReceiptPost post) {
    this.receipts = receipts;
    this.wording = wording;
    this.post = post;
  }

  @Override
  public boolean follows(CallbackFlow flow) {
    return flow == CallbackFlow.REFUND && receipts.isOn(ReceiptKind.REFUND);
  }

  @Override
  public Uni<Void> stripeRefundCallback(
      CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
    // A refund that has failed since did not return the money.
    if (order.receiptEmail() == null || refund.status() != RefundStatus.SUCCEEDED) {
      return done();
    }
    var letter =
        wording.letter(
            run,
            order,
            wording.amount(refund.refundAmount(), refund.currency(), order),
            wording.presented(refund.presentmentAmount(), refund.presentmentCurrency()),
            null);
    return post.send(
        run,
        order,
        wording.subject("Your refund from %s", order),
        Letters.refund(
            letter,
            wording.amount(payment.amountReceived(), payment.currency(), order),
            wording.amountOverZero(
                payment.amountReceived() - payment.amountRefunded(), payment.currency(), order)));
  }
}
