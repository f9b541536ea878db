package io.paydesk.order;

import io.paydesk.caller.Caller;
import io.paydesk.rest.Views;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads many orders at once, for rows that belong to them and have no names of their own. */
@Singleton
public class ManyOrders {

  private final Transactions transactions;

  ManyOrders(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Those of the ids that exist, can be read, and may be seen by the caller.
   *
   * @param ids a page of a list at most
   */
  public Uni<Map<Long, OrderView>> of(Collection<Long> ids, Caller caller) {
    if (ids.isEmpty() || !caller.seesAll()) {
      return Uni.createFrom().item(Map.of());
    }
    return transactions
        .read(() -> Order.<Order>list("id in ?1", ids))
        .map(rows -> Views.ofEach(rows, row -> OrderView.of(row, true), row -> "order " + row.id))
        .map(views -> views.stream().collect(Collectors.toMap(OrderView::id, view -> view)));
  }
}
