package io.paydesk.recurring;

import io.paydesk.order.Order;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells the app of access that ends as time goes by, where Stripe tells nothing. */
@Singleton
public class AccessLook {

  private final Transactions transactions;
  private final RecurringRuns runs;

  AccessLook(Transactions transactions, RecurringRuns runs) {
    this.transactions = transactions;
    this.runs = runs;
  }

  /**
   * @param id of a row that is there
   */
  public Uni<Void> look(long id) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>findById(id).map(row -> row.orderId))
        .flatMap(
            orderId ->
                transactions.write(
                    () ->
                        Order.lock(List.of(orderId))
                            .flatMap(orders -> RecurringPayment.lock(List.of(id)))
                            .invoke(rows -> rows.forEach(runs::look))))
        .replaceWithVoid();
  }
}
