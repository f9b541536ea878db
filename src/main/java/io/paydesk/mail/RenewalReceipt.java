package io.paydesk.mail;

import io.paydesk.actionflow.Actionflow;
import io.paydesk.actionflow.CallbackRun;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.stripe.StripeClock;
import io.paydesk.transaction.CallbackFlow;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receipt for each paid invoice of a subscription, the first one too. An invoice that was paid
 * outside Stripe has no payments; the charged amount is then read from the order. Where a coupon or
 * the payer's balance covers all of it, nothing was charged and no amount is shown.
 */
@Singleton
class RenewalReceipt implements Actionflow {

  private final ReceiptSwitch receipts;
  private final Wording wording;
  private final ReceiptPost post;
  private final PaperLink link;
  private final StripeClock clock;

  RenewalReceipt(
      ReceiptSwitch receipts,
      Wording wording,
      ReceiptPost post,
      PaperLink link,
      StripeClock clock) {
    this.receipts = receipts;
    this.wording = wording;
    this.post = post;
    this.link = link;
    this.clock = clock;
  }

  @Override
  public boolean follows(CallbackFlow flow) {
    return flow == CallbackFlow.RECURRING_PAYMENT_DEDUCTION && receipts.isOn(ReceiptKind.RENEWAL);
  }

  @Override
  public Uni<Void> stripeRecurringPaymentDeductionCallback(
      CallbackRun run,
      OrderView order,
      List<PaymentView> payments,
      RecurringPaymentView recurringPayment) {
    if (order.receiptEmail() == null) {
      return done();
    }
    var letter =
        wording.letter(
            run,
            order,
            amount(order, payments),
            presented(payments),
            wording.amountOverZero(
                payments.stream().mapToLong(PaymentView::amountRefunded).sum(),
                order.currency(),
                order));
    var occasion = Occasion.of(order.renewalOf() == null, run.reason());
    return post.send(
        run,
        order,
        wording.subject(subject(letter, occasion), order),
        Letters.renewal(
            letter,
            occasion,
            period(recurringPayment),
            recurringPayment.cancelAtPeriodEnd(),
            link.of(payments)));
  }

  private @Nullable String amount(OrderView order, List<PaymentView> payments) {
    if (!payments.isEmpty()) {
      return wording.amount(
          payments.stream().mapToLong(PaymentView::amountReceived).sum(),
          payments.get(0).currency(),
          order);
    }
    // An older order has no invoice amounts. Then its own amount was charged: any other would have
    // put it in review.
    long charged = order.charged() == null ? order.amount() : order.charged();
    return order.charged() != null || order.reviewReason() == null
        ? wording.amountOverZero(charged, order.currency(), order)
        : null;
  }

  /** Only of one payment: Stripe states no sum of several. */
  private @Nullable String presented(List<PaymentView> payments) {
    return payments.size() == 1
        ? wording.presented(
            payments.get(0).presentmentAmount(), payments.get(0).presentmentCurrency())
        : null;
  }

  private static String subject(Letter letter, Occasion occasion) {
    if (letter.review()) {
      return "Your subscription payment to %s is being checked";
    }
    return switch (occasion) {
      case RENEWAL -> "Your subscription at %s was renewed";
      case FIRST, CHANGE, OTHER -> "Your subscription at %s";
    };
  }

  /**
   * The subscription's present period, which for an old invoice is later than the one it paid for.
   * Null when the subscription is over, or its next period has not been reported yet.
   */
  private @Nullable String period(RecurringPaymentView recurring) {
    var start = recurring.currentPeriodStart();
    var end = recurring.currentPeriodEnd();
    return start != null && end != null && recurring.status().isLive() && end.isAfter(clock.now())
        ? wording.day(start) + " – " + wording.day(end)
        : null;
  }
}
