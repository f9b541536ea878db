package io.paydesk.order;

import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders that a subscription's paid invoices have made after its first one. */
@Singleton
public class Renewals {

  private static final List<OrderStatus> PAID =
      List.of(OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED, OrderStatus.REFUNDED);

  private final Transactions transactions;

  Renewals(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * @param firstOrder of the subscription
   * @return the order of the newest renewal that was paid; null where none was
   */
  public Uni<@Nullable Long> latestOf(long firstOrder) {
    return transactions.read(
        () ->
            Order.<Order>find("renewalOf = ?1 and status in ?2 order by id desc", firstOrder, PAID)
                .firstResult()
                .map(order -> order == null ? null : order.id));
  }
}
