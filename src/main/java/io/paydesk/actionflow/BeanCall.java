package io.paydesk.actionflow;

import static java.util.Objects.requireNonNull;

import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
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
    var told = run.told(rows.entitlements());
    return switch (run.flow()) {
      case PAYMENT -> callForPayment(told);
      case REFUND ->
          run.isOutcome()
              ? bean.stripeRefundCallback(
                  told, rows.order(), requireNonNull(rows.payment()), requireNonNull(rows.refund()))
              : bean.stripeRefundFailed(
                  told,
                  rows.order(),
                  requireNonNull(rows.payment()),
                  requireNonNull(rows.refund()));
      case RECURRING_PAYMENT_MANAGEMENT ->
          run.isOutcome()
              ? bean.stripeRecurringPaymentManagementCallback(
                  told, rows.order(), requireNonNull(rows.recurringPayment()))
              : bean.stripeRecurringPaymentFailed(
                  told, rows.order(), requireNonNull(rows.recurringPayment()));
      case RECURRING_PAYMENT_DEDUCTION ->
          bean.stripeRecurringPaymentDeductionCallback(
              told,
              rows.order(),
              requireNonNull(rows.payments()),
              requireNonNull(rows.recurringPayment()));
    };
  }

  private Uni<Void> callForPayment(CallbackRun told) {
    if (PaymentNotice.isDispute(run.transition())) {
      return bean.stripePaymentDisputed(told, rows.order(), requireNonNull(rows.payment()));
    }
    if (PaymentNotice.isFraudWarning(run.transition())) {
      return bean.stripePaymentFraudWarning(told, rows.order(), requireNonNull(rows.payment()));
    }
    return run.isOutcome()
        ? bean.stripePaymentCallback(told, rows.order(), requireNonNull(rows.payment()))
        : bean.stripePaymentFailed(told, rows.order(), requireNonNull(rows.payment()));
  }
}
