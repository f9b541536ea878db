package io.paydesk.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.order.Order;
import io.paydesk.order.OrderBill;
import io.paydesk.order.OrderRecorder;
import io.paydesk.order.OrderStatus;
import io.paydesk.payment.RequestedPayment.CaptureRequest;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.Seen;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.transaction.Transactions;
import io.paydesk.transaction.Transition;
import io.paydesk.transaction.TransitionKind;
import io.paydesk.transaction.Transitions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what Stripe said about an intent into its payment and its order, whichever way it came: an
 * event, a call's answer, a refresh or a round of due payments. Both rows must be locked, the order
 * first.
 */
@Singleton
public class PaymentRecorder {

  private static final Logger LOG = Logger.getLogger(PaymentRecorder.class);

  private final StripeAccountConfig account;
  private final MeterRegistry meters;
  private final Transitions transitions;
  private final OrderRecorder orders;

  PaymentRecorder(
      StripeAccountConfig account,
      MeterRegistry meters,
      Transitions transitions,
      OrderRecorder orders) {
    this.account = account;
    this.meters = meters;
    this.transitions = transitions;
    this.orders = orders;
  }

  /**
   * @return what was done; {@link PaymentStep#ASK} means that nothing was, and that Stripe must be
   *     asked first
   */
  public PaymentStep record(Order order, Payment payment, Seen<PaymentIntentSnapshot> seen) {
    if (payment.isByCheckout()) {
      return PaymentStep.ASK;
    }
    return record(order, payment, PaymentAtStripe.of(seen.value()), seen.askedAt());
  }

  /**
   * The same for a payment by checkout, of which the intent alone says too little.
   *
   * @param askedAt when we asked Stripe; null for an event
   */
  public PaymentStep record(
      Order order, Payment payment, PaymentAtStripe seen, @Nullable Instant askedAt) {
    var has = seen.promisedTo(payment);
    var step = PaymentStep.of(payment.status, payment.failure, payment.observedAt, has, askedAt);
    switch (step) {
      case KEEP, ASK -> {
        payment.adopt(has);
        return step;
      }
      case WAIT -> waitForPayer(payment, has);
      case PROCESS -> {
        boolean isNews = payment.status != PaymentStatus.PROCESSING;
        payment.process();
        if (has.isUnfinished() && isNews) {
          payment.checkSoon(); // which ends it, unless Stripe refuses that
        }
        if (has.isWithABank()) {
          // So the requested cancel was refused, and must not be repeated later.
          payment.dropCancelRequest();
          order.dropCancelRequest();
        }
      }
      case AUTHORIZE -> authorize(payment, has);
      case CANCEL -> cancel(order, payment, has);
      case FAIL -> refuse(order, payment, has.whyRefused());
      case SUCCEED -> succeed(order, payment, has);
      case NOTE -> {
        LOG.errorf("Payment %d: %s has a status that this version does not know", payment.id, has);
        payment.loseSight();
      }
    }
    payment.apply(has, askedAt);
    endIfPaidOtherwise(order, payment);
    if (!payment.status.isLive() || payment.status.isPastThePayer()) {
      payment.keepConsentIf(has.saves());
    }
    return step;
  }

  /** Nobody pays an order twice: what still waits is ended once the order is paid otherwise. */
  static void endIfPaidOtherwise(Order order, Payment payment) {
    boolean waits = payment.status.isLive() && payment.status != PaymentStatus.PROCESSING;
    if (waits
        && order.status.isPaid()
        && payment.cancelRequestedAt == null
        && !payment.isBeingCaptured()) {
      payment.requestCancel();
      payment.checkSoon();
    }
  }

  /** Where its money was being captured, a bank refused that after all. */
  private void waitForPayer(Payment payment, PaymentAtStripe has) {
    if (payment.captureRequest != null) {
      refuseCapture(payment, payment.captureRequest, has.whyRefused());
    }
    payment.waitForPayer();
  }

  /** Stripe refused to begin it, or a bank refused what is over with that. */
  void refuse(Order order, Payment payment, StripeFailure why) {
    payment.refuse(why);
    recordFailure(payment, TransitionKind.PAYMENT_FAILED, why.code());
    if (order.cancelRequestedAt != null) {
      orders.cancel(order);
    }
    count(payment);
  }

  /** Whoever asked for a cancel in time gets it, and the shop never hears of the hold. */
  private void authorize(Payment payment, PaymentAtStripe has) {
    boolean isNews = payment.status != PaymentStatus.AUTHORIZED;
    payment.authorize(has.hold());
    if (isNews && payment.cancelRequestedAt == null) {
      transitions.record(
          Transition.outcome(
              TransitionKind.PAYMENT_AUTHORIZED, payment, payment.orderId, payment.userId));
      count(payment);
    }
  }

  /** Stripe refused to capture what was asked for, and took nothing. */
  void refuseCapture(Payment payment, CaptureRequest refused, StripeFailure why) {
    if (!refused.equals(payment.captureRequest) || payment.status.hasMoney()) {
      return;
    }
    payment.refuseCapture(why);
    transitions.record(
        Transition.notice(
            TransitionKind.CAPTURE_FAILED,
            refused.captureKey().toString(),
            payment,
            payment.orderId,
            payment.userId,
            why.code()));
  }

  private void cancel(Order order, Payment payment, PaymentAtStripe has) {
    payment.cancel();
    recordFailure(
        payment,
        TransitionKind.PAYMENT_CANCELED,
        payment.isCapturedLater() ? has.cancellationReason() : null);
    if (order.cancelRequestedAt != null) {
      orders.cancel(order);
    }
    count(payment);
  }

  private void succeed(Order order, Payment payment, PaymentAtStripe has) {
    payment.succeed(has.received());
    transitions.record(
        Transition.outcome(
            TransitionKind.PAYMENT_SUCCEEDED, payment, payment.orderId, payment.userId));
    var mismatches = mismatches(order, payment, has);
    boolean another = order.status.isPaid() || order.status == OrderStatus.REVIEW;
    if (order.isCapturedLater() && has.received() > 0 && !another) {
      order.capture(has.received());
    }
    if (has.totals() != null && !another) {
      order.bill(OrderBill.of(has.totals(), has.received()));
    }
    if (mismatches.isEmpty() || another) {
      order.pay();
    }
    mismatches.forEach(order::review);
    if (order.reviewReason != null && order.resolution == null) {
      var reason =
          mismatches.isEmpty() ? lastOf(order.reviewReason) : String.join(", ", mismatches);
      payment.question(reason);
      LOG.errorf("Order %d is in review: payment %d, %s", order.id, payment.id, reason);
      Transactions.afterCommit(
          meters.counter("paydesk.orders.review", "reason", reason)::increment);
    }
    count(payment);
  }

  private static List<String> mismatches(Order order, Payment payment, PaymentAtStripe has) {
    var mismatches = new ArrayList<String>();
    if (!has.comesTo(order, payment)) {
      mismatches.add("amount-mismatch");
    }
    if (!has.isIn(order.currency)) {
      mismatches.add("currency-mismatch");
    }
    if (payment.customerId != null && !payment.customerId.equals(has.customerId())) {
      mismatches.add("customer-mismatch");
    }
    return mismatches;
  }

  private static String lastOf(String reasons) {
    return reasons.substring(reasons.lastIndexOf(' ') + 1);
  }

  private void recordFailure(Payment payment, TransitionKind kind, @Nullable String code) {
    transitions.record(
        Transition.failure(kind, "", payment, payment.orderId, payment.userId, code));
  }

  private void count(Payment payment) {
    Transactions.afterCommit(
        meters.counter(
                "paydesk.payments",
                "outcome",
                payment.status.text(),
                "mode",
                account.livemode() ? "live" : "test")
            ::increment);
  }
}
