package io.paydesk.actionflow;

import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentView;
import io.paydesk.recurring.RecurringPaymentView;
import io.paydesk.refund.RefundView;
import io.paydesk.transaction.CallbackFlow;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An app's logic that writes down what it is told, for the users that a test names. */
class Ledger implements Actionflow {

  /** What was told of one change, and in which thread. */
  record Entry(
      String bean, String method, CallbackRun run, OrderView order, Object row, String thread) {}

  /** What a bean does before it writes down: a failure, a long wait, or work that ends later. */
  interface Script {
    Uni<Void> before(CallbackRun run) throws Exception;
  }

  static final List<Entry> ENTRIES = new CopyOnWriteArrayList<>();
  static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();
  static volatile boolean follows;

  static List<Entry> of(String user) {
    return ENTRIES.stream().filter(entry -> entry.order().userId().equals(user)).toList();
  }

  static void forget() {
    follows = false;
    ENTRIES.clear();
    SCRIPTS.clear();
  }

  @Override
  public boolean follows(CallbackFlow flow) {
    return follows;
  }

  @Override
  public Uni<Void> stripePaymentAuthorized(CallbackRun run, OrderView order, PaymentView payment) {
    return write("stripePaymentAuthorized", run, order, payment);
  }

  @Override
  public Uni<Void> stripePaymentCallback(CallbackRun run, OrderView order, PaymentView payment) {
    return write("stripePaymentCallback", run, order, payment);
  }

  @Override
  public Uni<Void> stripePaymentFailed(CallbackRun run, OrderView order, PaymentView payment) {
    return write("stripePaymentFailed", run, order, payment);
  }

  @Override
  public Uni<Void> stripePaymentDisputed(CallbackRun run, OrderView order, PaymentView payment) {
    return write("stripePaymentDisputed", run, order, payment);
  }

  @Override
  public Uni<Void> stripePaymentFraudWarning(
      CallbackRun run, OrderView order, PaymentView payment) {
    return write("stripePaymentFraudWarning", run, order, payment);
  }

  @Override
  public Uni<Void> stripePaymentMethodChanged(
      CallbackRun run, OrderView order, PaymentView payment) {
    return write("stripePaymentMethodChanged", run, order, payment);
  }

  @Override
  public Uni<Void> stripeRefundCallback(
      CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
    return write("stripeRefundCallback", run, order, refund);
  }

  @Override
  public Uni<Void> stripeRefundFailed(
      CallbackRun run, OrderView order, PaymentView payment, RefundView refund) {
    return write("stripeRefundFailed", run, order, refund);
  }

  @Override
  public Uni<Void> stripeRecurringPaymentManagementCallback(
      CallbackRun run, OrderView order, RecurringPaymentView recurringPayment) {
    return write("stripeRecurringPaymentManagementCallback", run, order, recurringPayment);
  }

  @Override
  public Uni<Void> stripeRecurringPaymentFailed(
      CallbackRun run, OrderView order, RecurringPaymentView recurringPayment) {
    return write("stripeRecurringPaymentFailed", run, order, recurringPayment);
  }

  @Override
  public Uni<Void> stripeRecurringPaymentDeductionCallback(
      CallbackRun run,
      OrderView order,
      List<PaymentView> payments,
      RecurringPaymentView recurringPayment) {
    return write("stripeRecurringPaymentDeductionCallback", run, order, payments);
  }

  @Override
  public Uni<Void> orderPaid(CallbackRun run, OrderView order) {
    return write("orderPaid", run, order, order);
  }

  @Override
  public Uni<Void> orderCanceled(CallbackRun run, OrderView order) {
    return write("orderCanceled", run, order, order);
  }

  private Uni<Void> write(String method, CallbackRun run, OrderView order, Object row) {
    var entry = new Entry(name(), method, run, order, row, Thread.currentThread().getName());
    var script = SCRIPTS.get(name() + " " + order.userId());
    try {
      var first = script == null ? null : script.before(run);
      if (first != null) {
        return first.invoke(() -> ENTRIES.add(entry));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    ENTRIES.add(entry);
    return null;
  }
}
