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

  /**
   * Locks those of this first order. It and its payments must be locked before.
   *
   * @return those that run, also to an end that is planned
   */
  public static Uni<List<RecurringPayment>> lock(long firstOrderId) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select r.id from RecurringPayment r where r.orderId = :order", Long.class)
                    .setParameter("order", firstOrderId)
                    .getResultList())
        .flatMap(
            ids ->
                ids.isEmpty()
                    ? Uni.createFrom().item(List.<RecurringPayment>of())
                    : RecurringPayment.lock(ids))
        .map(rows -> rows.stream().filter(RunningSubscriptions::runs).toList());
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

  /** Those that this order may be of: the one that it was the first of, else any. */
  public static List<RecurringPayment> of(Order order, List<RecurringPayment> running) {
    var its =
        running.stream()
            .filter(row -> order.invoiceId != null && order.invoiceId.equals(row.firstInvoiceId))
            .toList();
    return its.isEmpty() ? running : its;
  }

  /**
   * Commits that it is to end, with the transaction; {@link RecurringSettlement} carries it out.
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
