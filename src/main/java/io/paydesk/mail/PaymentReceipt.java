package io.paydesk.mail;

import io.paydesk.actionflow.Actionflow;
import io.paydesk.actionflow.CallbackRun;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.transaction.CallbackFlow;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * A receipt for a one-time payment. While the order is in review, it says that the money came, not
 * that the order is paid.
 */
@Singleton
class PaymentReceipt implements Actionflow {

  private final ReceiptSwitch receipts;
  private final Wording wording;
  private final ReceiptPost post;
  private final PaperLink link;

  PaymentReceipt(ReceiptSwitch receipts, Wording wording, ReceiptPost post, PaperLink link) {
    this.receipts = receipts;
    this.wording = wording;
    this.post = post;
    this.link = link;
  }

  @Override
  public boolean follows(CallbackFlow flow) {
    return flow == CallbackFlow.PAYMENT && receipts.isOn(ReceiptKind.PAYMENT);
  }

  @Override
  public Uni<Void> stripePaymentCallback(CallbackRun run, OrderView order, PaymentView payment) {
    if (order.receiptEmail() == null) {
      return done();
    }
    var letter =
        wording.letter(
            run,
            order,
            wording.amount(payment.amountReceived(), payment.currency(), order),
            wording.presented(payment.presentmentAmount(), payment.presentmentCurrency()),
            wording.amountOverZero(payment.amountRefunded(), payment.currency(), order));
    var subject = letter.review() ? "Your payment to %s is being checked" : "Your receipt from %s";
    return post.send(
        run,
        order,
        wording.subject(subject, order),
        Letters.payment(letter, link.of(List.of(payment))));
  }
}
