package io.paydesk.payment;

import io.paydesk.caller.Caller;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of many orders, and what of it went back: an order's own row does not say. */
@Singleton
public class MoneyOfOrders {

  private static final String SUMS =
      """
      select orderId, sum(amountReceived), sum(amountRefunded) from Payment
      where orderId in (:orders) group by orderId
      """;

  private final Transactions transactions;

  MoneyOfOrders(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Minor units of the order's currency.
   *
   * @param received by all payments of the order
   * @param refunded of that
   */
  public record Money(long received, long refunded) {}

  /**
   * Of those orders of the ids that have payments, for whoever sees all.
   *
   * @param ids a page of a list at most
   */
  public Uni<Map<Long, Money>> of(Collection<Long> ids, Caller caller) {
    if (ids.isEmpty() || !caller.seesAll()) {
      return Uni.createFrom().item(Map.of());
    }
    return transactions
        .read(
            () ->
                Panache.getSession()
                    .flatMap(
                        session ->
                            session
                                .createQuery(SUMS, Object[].class)
                                .setParameter("orders", ids)
                                .getResultList()))
        .map(
            rows ->
                rows.stream()
                    .collect(
                        Collectors.toMap(
                            row -> (Long) row[0], row -> new Money((Long) row[1], (Long) row[2]))));
  }
}
