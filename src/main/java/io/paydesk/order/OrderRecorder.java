package io.paydesk.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.transaction.CallbackRow;
import io.paydesk.transaction.Transactions;
import io.paydesk.transaction.Transition;
import io.paydesk.transaction.TransitionKind;
import io.paydesk.transaction.Transitions;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Tells the app what becomes of an order without a payment: it was free, or nobody has paid it and
 * nobody can pay it any more, so that the app gives back what it had put aside. The row must be new
 * or locked.
 */
@Singleton
public class OrderRecorder {

  /** An order does not show whether its flows have followed: its payments do. */
  private record Row(Long rowId) implements CallbackRow {
    @Override
    public void applyCallback(boolean processed) {}
  }

  private final MeterRegistry meters;
  private final Transitions transitions;

  OrderRecorder(MeterRegistry meters, Transitions transitions) {
    this.meters = meters;
    this.transitions = transitions;
  }

  /** Only for a free order, in the transaction that makes it. */
  void tellOfFree(Order order) {
    record(TransitionKind.ORDER_PAID, order, null);
    Transactions.afterCommit(meters.counter("paydesk.orders.free")::increment);
  }

  /** Only for a guest's order, in the transaction that makes it. */
  void countGuest() {
    Transactions.afterCommit(meters.counter("paydesk.orders.guests")::increment);
  }

  /** Only for an order without live payments and subscriptions, whose end was asked for. */
  public void cancel(Order order) {
    cancelUnpaid(order, null);
  }

  /** Its subscription is over, and none of its invoices was paid. */
  public void cancelUnpaid(Order order, @Nullable CancelReason why) {
    if (order.status != OrderStatus.PENDING) {
      return;
    }
    order.cancel(why);
    var reason = order.whyCanceled() == null ? null : order.whyCanceled().text();
    record(TransitionKind.ORDER_CANCELED, order, reason);
    Transactions.afterCommit(
        meters.counter("paydesk.orders.canceled", "reason", reason == null ? "asked" : reason)
            ::increment);
  }

  private void record(TransitionKind kind, Order order, @Nullable String reason) {
    transitions.record(
        Transition.notice(kind, "", new Row(order.id), order.id, order.userId, reason));
  }
}
