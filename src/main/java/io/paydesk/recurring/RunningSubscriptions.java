package io.paydesk.recurring;

import io.paydesk.order.Order;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The subscriptions of an order that go on and charge again, for whoever gives money back. */
public final class RunningSubscriptions {

  private RunningSubscriptions() {}

  /**
   * The order that a subscription began with: this one, or the one that it renews.
   *
   * @return null where the order is not there, or is of no subscription
   */
  public static Uni<Long> firstOrderOf(long orderId) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        """
                        select coalesce(o.renewalOf, o.id) from Order o
                        where o.id = :id and o.priceId is not null
                        """,
                        Long.class)
                    .setParameter("id", orderId)
                    .getSingleResultOrNull());
  }

  private static boolean runs(RecurringPayment row) {
    return row.status.isRunning() && row.change != RecurringChange.CANCEL_NOW;
  }

  /** Whether it charges again: nobody has decided that it ends with this period at the latest. */
  public static boolean chargesAgain(RecurringPayment row) {
    if (row.change == RecurringChange.CANCEL_AT_PERIOD_END) {
      return false;
    }
    var end = row.change == RecurringChange.RESUME ? null : row.endsAt();
    return end == null || row.currentPeriodEnd != null && end.isAfter(row.currentPeriodEnd);
  }

  /**
   * Those that this order's money is of and that run, also to an end that is planned.
   *
   * @param all of the first order, also those that are over: else another would be taken for one of
   *     these
   */
  public static List<RecurringPayment> of(Order order, List<RecurringPayment> all) {
    var its = all.stream().filter(row -> isOf(order, row)).toList();
    var possible = its.isEmpty() ? all.stream().filter(row -> mayBeOf(order, row)).toList() : its;
    return possible.stream().filter(RunningSubscriptions::runs).toList();
  }

  private static boolean isOf(Order order, RecurringPayment row) {
    return row.id.equals(order.recurringPaymentId)
        || order.invoiceId != null && order.invoiceId.equals(row.firstInvoiceId);
  }

  /** Of an older order it was not kept: what began after it was paid cannot have paid it. */
  private static boolean mayBeOf(Order order, RecurringPayment row) {
    return order.recurringPaymentId == null
        && (order.renewalOf == null || !row.createdAt.isAfter(order.createdAt));
  }

  /**
   * Commits that it is to end, with the transaction; {@link RecurringReconciler} carries it out.
   *
   * @param atOnce else with its period
   */
  public static void end(RecurringPayment row, boolean atOnce) {
    // Its end at once overrides what else was wanted.
    if (!atOnce && row.change != null) {
      throw RecurringProblems.changeUnderWay(row);
    }
    row.request(atOnce ? RecurringChange.CANCEL_NOW : RecurringChange.CANCEL_AT_PERIOD_END, null);
  }
}
