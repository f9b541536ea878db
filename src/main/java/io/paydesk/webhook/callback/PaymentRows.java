package io.paydesk.webhook.callback;

import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The payments that events are about, locked with their orders in the one order that all writers
 * keep.
 */
record PaymentRows(Map<Long, Order> orders, Map<UUID, Payment> payments) {

  static Uni<PaymentRows> lock(Collection<UUID> uuids) {
    if (uuids.isEmpty()) {
      return Uni.createFrom().item(new PaymentRows(Map.of(), Map.of()));
    }
    return ids(uuids)
        .flatMap(
            ids ->
                ids.isEmpty()
                    ? Uni.createFrom().item(new PaymentRows(Map.of(), Map.of()))
                    : lock(column(ids, 1), column(ids, 0)));
  }

  private static Uni<PaymentRows> lock(Collection<Long> orderIds, Collection<Long> paymentIds) {
    return Order.lock(orderIds)
        .flatMap(
            orders ->
                Payment.lock(paymentIds)
                    .map(
                        payments ->
                            new PaymentRows(
                                orders.stream()
                                    .collect(
                                        Collectors.toMap(order -> order.id, Function.identity())),
                                payments.stream()
                                    .collect(
                                        Collectors.toMap(
                                            payment -> payment.uuid, Function.identity())))));
  }

  /**
   * Ids alone: an entity that was loaded before its lock would show what another transaction has
   * changed since.
   */
  private static Uni<List<Object[]>> ids(Collection<UUID> uuids) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select p.id, p.orderId from Payment p where p.uuid in :uuids",
                        Object[].class)
                    .setParameter("uuids", uuids)
                    .getResultList());
  }

  private static Collection<Long> column(List<Object[]> rows, int column) {
    return rows.stream()
        .map(row -> (Long) row[column])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Those whose money has not come, as a list of its own. */
  List<Payment> unsettled() {
    return payments.values().stream()
        .filter(payment -> !payment.status.isSettled())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  Payment payment(UUID uuid) {
    return payments.get(uuid);
  }

  Order orderOf(Payment payment) {
    return orders.get(payment.orderId);
  }
}
