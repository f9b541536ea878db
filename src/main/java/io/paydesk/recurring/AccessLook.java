package io.paydesk.recurring;

import io.paydesk.order.LockedOrders;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Reports access that ends only because time passes: no event says so. */
@Singleton
public class AccessLook {

  private final Transactions transactions;
  private final RecurringRuns runs;

  AccessLook(Transactions transactions, RecurringRuns runs) {
    this.transactions = transactions;
    this.runs = runs;
  }

  /**
   * @param id of a row that exists
   */
  public Uni<Void> look(long id) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>findById(id).map(row -> row.orderId))
        .flatMap(
            orderId ->
                transactions.write(
                    () ->
                        LockedOrders.of(orderId)
                            .with(RecurringPayment.TABLE, id)
                            .lock()
                            .invoke(locked -> runs.look(locked.row(RecurringPayment.TABLE)))))
        .replaceWithVoid();
  }
}
