package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.webhook.callback.KnownPayments.Clue;
import io.paydesk.webhook.callback.Subscribers.Subscriber;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The payments of events, and the subscriptions whose invoices they pay, locked with their orders
 * in the one order.
 */
record PaymentRows(
    Map<Long, Order> orders, KnownPayments payments, Map<Long, RecurringPayment> recurring) {

  /** Call it in a session. */
  static Uni<PaymentRows> lock(Collection<Clue> clues, Collection<Subscriber> invoiced) {
    return ids(clues)
        .flatMap(
            ids -> {
              var orderIds = column(ids, 1);
              invoiced.forEach(one -> orderIds.add(one.orderId()));
              var recurringIds =
                  invoiced.stream()
                      .map(Subscriber::id)
                      .collect(Collectors.toCollection(TreeSet::new));
              return lock(orderIds, column(ids, 0), recurringIds);
            });
  }

  private static Uni<PaymentRows> lock(
      Collection<Long> orderIds, Collection<Long> paymentIds, Collection<Long> recurringIds) {
    if (orderIds.isEmpty()) {
      return Uni.createFrom()
          .item(new PaymentRows(Map.of(), new KnownPayments(List.of()), Map.of()));
    }
    return LockedOrders.of(orderIds)
        .with(Payment.TABLE, paymentIds)
        .with(RecurringPayment.TABLE, recurringIds)
        .lock()
        .map(
            locked ->
                new PaymentRows(
                    locked.orders(),
                    new KnownPayments(locked.rows(Payment.TABLE)),
                    locked.rows(RecurringPayment.TABLE).stream()
                        .collect(Collectors.toMap(row -> row.id, Function.identity()))));
  }

  /**
   * Only ids: an entity that is loaded before its lock would hide what another transaction has
   * changed since.
   */
  private static Uni<List<Object[]>> ids(Collection<Clue> clues) {
    if (clues.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        """
                        select p.id, p.orderId from Payment p
                        where p.uuid in :uuids or p.paymentIntentId in :intents
                        """,
                        Object[].class)
                    .setParameter("uuids", KnownPayments.uuids(clues))
                    .setParameter("intents", KnownPayments.intents(clues))
                    .getResultList());
  }

  private static Collection<Long> column(List<Object[]> rows, int column) {
    return rows.stream()
        .map(row -> (Long) row[column])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those whose money has not come, as a list of its own. */
  List<Payment> withoutMoney() {
    return payments.payments().stream()
        .filter(payment -> !payment.status.hasMoney())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  Order orderOf(Payment payment) {
    return requireNonNull(orders.get(payment.orderId));
  }
}
