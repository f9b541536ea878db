package io.paydesk.recurring;

import io.paydesk.order.Order;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order's subscriptions that run on and charge again, for those who refund its money. */
public final class RunningSubscriptions {

  private RunningSubscriptions() {}

  /**
   * The order that a subscription began with: this one, or the one that it renews.
   *
   * @return null where the order does not exist, or has no subscription
   */
  public static Uni<@Nullable Long> firstOrderOf(long orderId) {
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

  /** Whether it charges again: no end with this period or before is planned. */
  public static boolean chargesAgain(RecurringPayment row) {
    if (row.change == RecurringChange.CANCEL_AT_PERIOD_END) {
      return false;
    }
    var end = row.change == RecurringChange.RESUME ? null : row.endsAt();
    return end == null || row.currentPeriodEnd != null && end.isAfter(row.currentPeriodEnd);
  }

  /**
   * The running subscriptions that this order's money belongs to, including those with a planned
   * end.
   *
   * @param all of the first order, including those that are over: otherwise another one would be
   *     taken for these
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

  /**
   * An older order does not name its subscription. One that began after the order was paid cannot
   * have paid it.
   */
  private static boolean mayBeOf(Order order, RecurringPayment row) {
    return order.recurringPaymentId == null
        && (order.renewalOf == null || !row.createdAt.isAfter(order.createdAt));
  }

  /**
   * Commits its end with the transaction; {@link RecurringReconciler} carries it out.
   *
   * @param atOnce false to end it with its period
   */
  public static void end(RecurringPayment row, boolean atOnce) {
    // An end at once overrides other changes.
    if (!atOnce && row.change != null) {
      throw RecurringProblems.changeUnderWay(row);
    }
    row.request(atOnce ? RecurringChange.CANCEL_NOW : RecurringChange.CANCEL_AT_PERIOD_END);
  }
}
