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
 * Cancels orders that nobody has paid and nobody can pay any more, and tells the app: it gives back
 * what it had put aside for them. The row must be locked.
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
    transitions.record(
        Transition.notice(
            TransitionKind.ORDER_CANCELED, "", new Row(order.id), order.id, order.userId, reason));
    Transactions.afterCommit(
        meters.counter("paydesk.orders.canceled", "reason", reason == null ? "asked" : reason)
            ::increment);
  }
}
