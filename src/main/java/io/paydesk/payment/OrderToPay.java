package io.paydesk.payment;

import io.paydesk.customer.SeenCustomer;
import io.paydesk.order.Order;
import io.paydesk.order.OrderProblems;
import io.paydesk.transaction.DatabaseClock;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/**
 * What is known of an order before a payment of it begins. Nothing of it is locked.
 *
 * @param at the database's time, before which no payment that begins now was there
 * @param lost as {@link OrderPayments#lost}
 * @param isPast whether it is too late to begin
 * @param customer of the order's payer
 */
record OrderToPay(
    Order order, Instant at, List<Payment> lost, boolean isPast, SeenCustomer customer) {

  /** Hardly an order has lost ones, so that they are read only where there are any. */
  private static final String READ =
      "select o, %s, (%s) from Order o where o.id = :id"
          .formatted(DatabaseClock.COLUMN, OrderPayments.COUNT_LOST_OF_O);

  private record Row(Order order, Instant at, boolean hasLost) {}

  /**
   * Call it in a session.
   *
   * @throws io.paydesk.problem.Refusal {@code not-found}
   */
  static Uni<OrderToPay> read(long orderId, PaymentDeadline deadline) {
    return row(orderId)
        .flatMap(
            row ->
                lost(row)
                    .flatMap(
                        lost ->
                            deadline
                                .isPast(row.order)
                                .flatMap(
                                    past ->
                                        SeenCustomer.of(row.order.userId)
                                            .map(
                                                customer ->
                                                    new OrderToPay(
                                                        row.order, row.at, lost, past,
                                                        customer)))));
  }

  private static Uni<Row> row(long orderId) {
    return Panache.getSession()
        .flatMap(
            session ->
                OrderPayments.lostOfO(session.createSelectionQuery(READ, Object[].class))
                    .setParameter("id", orderId)
                    .getSingleResultOrNull())
        .onItem()
        .ifNull()
        .failWith(() -> OrderProblems.notFound(orderId))
        .map(
            columns ->
                new Row(
                    (Order) columns[0],
                    DatabaseClock.time((Long) columns[1]),
                    (Long) columns[2] > 0));
  }

  private static Uni<List<Payment>> lost(Row row) {
    return row.hasLost
        ? OrderPayments.lost(row.order.id)
        : Uni.createFrom().item(List.<Payment>of());
  }
}
