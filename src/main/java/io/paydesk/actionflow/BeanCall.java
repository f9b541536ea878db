package io.paydesk.actionflow;

import static java.util.Objects.requireNonNull;

import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundView;
import io.paydesk.transaction.TransitionKind;
import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Calls one bean for one attempt, and reports how that ended. */
final class BeanCall implements Runnable {

  private static final Cancellable OVER = () -> {};

  private final Actionflow bean;
  private final ClaimedRun run;
  private final RunRows rows;
  private final UniEmitter<? super Void> end;
  private final AtomicReference<Cancellable> answer = new AtomicReference<>();

  BeanCall(Actionflow bean, ClaimedRun run, RunRows rows, UniEmitter<? super Void> end) {
    this.bean = bean;
    this.run = run;
    this.rows = rows;
    this.end = end;
  }

  @Override
  public void run() {
    var request = Arc.container().requestContext();
    request.activate();
    try {
      var answered = call();
      if (answered == null) {
        end.complete(null);
      } else {
        keep(answered.subscribe().with(done -> end.complete(null), end::fail));
      }
    } catch (Throwable e) {
      end.fail(e);
    } finally {
      request.terminate();
    }
  }

  private void keep(Cancellable subscription) {
    if (!answer.compareAndSet(null, subscription)) {
      subscription.cancel();
    }
  }

  /** Cancels the work behind the bean's Uni. */
  void cancel() {
    var subscription = answer.getAndSet(OVER);
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private Uni<Void> call() {
    var callbackRun = run.forBean(rows.entitlements());
    return switch (run.flow()) {
      case PAYMENT -> callForPayment(callbackRun);
      case ORDER -> callForOrder(callbackRun);
      case REFUND ->
          run.isOutcome()
              ? bean.stripeRefundCallback(callbackRun, rows.order(), payment(), refund())
              : bean.stripeRefundFailed(callbackRun, rows.order(), payment(), refund());
      case RECURRING_PAYMENT_MANAGEMENT ->
          run.isOutcome()
              ? bean.stripeRecurringPaymentManagementCallback(
                  callbackRun, rows.order(), recurringPayment())
              : bean.stripeRecurringPaymentFailed(callbackRun, rows.order(), recurringPayment());
      case RECURRING_PAYMENT_DEDUCTION ->
          bean.stripeRecurringPaymentDeductionCallback(
              callbackRun, rows.order(), payments(), recurringPayment());
    };
  }

  private Uni<Void> callForOrder(CallbackRun callbackRun) {
    var transition = run.transition();
    if (transition.equals(TransitionKind.ORDER_PAID.text())) {
      return bean.orderPaid(callbackRun, rows.order());
    }
    if (transition.equals(TransitionKind.ORDER_CANCELED.text())) {
      return bean.orderCanceled(callbackRun, rows.order());
    }
    throw new IllegalStateException("No method follows an order that is " + transition);
  }

  private Uni<Void> callForPayment(CallbackRun callbackRun) {
    if (PaymentNotice.isDispute(run.transition())) {
      return bean.stripePaymentDisputed(callbackRun, rows.order(), payment());
    }
    if (PaymentNotice.isFraudWarning(run.transition())) {
      return bean.stripePaymentFraudWarning(callbackRun, rows.order(), payment());
    }
    if (PaymentNotice.isOfMethod(run.transition())) {
      return bean.stripePaymentMethodChanged(callbackRun, rows.order(), payment());
    }
    if (PaymentNotice.isOfHeldMoney(run.transition())) {
      return bean.stripePaymentAuthorized(callbackRun, rows.order(), payment());
    }
    return run.isOutcome()
        ? bean.stripePaymentCallback(callbackRun, rows.order(), payment())
        : bean.stripePaymentFailed(callbackRun, rows.order(), payment());
  }

  // A run of a flow always has the rows that the flow is about.

  private PaymentView payment() {
    return requireNonNull(rows.payment());
  }

  private List<PaymentView> payments() {
    return requireNonNull(rows.payments());
  }

  private RefundView refund() {
    return requireNonNull(rows.refund());
  }

  private RecurringPaymentView recurringPayment() {
    return requireNonNull(rows.recurringPayment());
  }
}
