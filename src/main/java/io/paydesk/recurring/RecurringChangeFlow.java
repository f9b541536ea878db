package io.paydesk.recurring;

import io.paydesk.changed.Transactions;
import io.paydesk.idempotency.Answer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.Order;
import io.paydesk.recurring.RecurringSettlement.Settled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Changes a subscription: what is wanted is committed with a key, then Stripe is asked. */
@Singleton
class RecurringChangeFlow {

  private final Transactions transactions;
  private final RecurringSettlement settlement;

  RecurringChangeFlow(Transactions transactions, RecurringSettlement settlement) {
    this.transactions = transactions;
    this.settlement = settlement;
  }

  /**
   * @param id of a row that the caller may change
   * @param quantity of {@link RecurringChange#CHANGE_QUANTITY} alone
   */
  Uni<Answer> change(long id, RecurringChange wanted, Integer quantity, Claim claim) {
    // Nothing can be decided about one that nobody has told us of yet.
    return settlement
        .settle(id)
        .flatMap(
            settled ->
                transactions.write(
                    () ->
                        lock(settled.recurring())
                            .invoke(row -> request(row, wanted, quantity))
                            .call(row -> claim.made(row.id))))
        .flatMap(row -> settlement.settle(id))
        .map(settled -> begun(settled, quantity));
  }

  private static Uni<RecurringPayment> lock(RecurringPayment seen) {
    return Order.lock(List.of(seen.orderId))
        .flatMap(orders -> RecurringPayment.lock(List.of(seen.id)))
        .map(rows -> rows.get(0));
  }

  private static void request(RecurringPayment row, RecurringChange wanted, Integer quantity) {
    if (wanted == RecurringChange.CANCEL_NOW && !row.status.isLive()) {
      return;
    }
    // Its end overrides what else was wanted.
    if (row.change != null && row.change != wanted && wanted != RecurringChange.CANCEL_NOW) {
      throw RecurringProblems.changeUnderWay(row);
    }
    if (row.status.isUnheardOf()) {
      throw RecurringProblems.stripeSilent(row);
    }
    if (wanted != RecurringChange.CANCEL_NOW && !row.status.isRunning()) {
      throw RecurringProblems.notRunning(row, words(wanted));
    }
    if (row.change != wanted || wanted == RecurringChange.CHANGE_QUANTITY) {
      row.request(wanted, quantity);
    }
  }

  private static String words(RecurringChange wanted) {
    return switch (wanted) {
      case CANCEL_NOW, END_IF_INCOMPLETE -> "canceled";
      case CANCEL_AT_PERIOD_END -> "ended with its period: cancel it now instead";
      case RESUME -> "resumed: start a new one";
      case CHANGE_QUANTITY -> "changed in quantity";
    };
  }

  /** Answers for a change that is done: how the subscription is now. */
  Uni<Answer> now(long id) {
    return settlement.settle(id).map(settled -> answer(settled, null));
  }

  /**
   * Goes on with a change that an earlier request with the same key asked for.
   *
   * @param quantity of {@link RecurringChange#CHANGE_QUANTITY} alone
   */
  Uni<Answer> resume(long id, Integer quantity) {
    return settlement.settle(id).map(settled -> begun(settled, quantity));
  }

  private static Answer begun(Settled settled, Integer quantity) {
    var row = settled.recurring();
    if (quantity != null && settled.seen() != null && row.change == null) {
      var own = row.own(settled.seen());
      boolean known =
          isOf(quantity, row.quantity, row.pending)
              || own != null
                  && isOf(quantity, own.quantity(), PendingChange.of(settled.seen(), own));
      if (!known && settled.refused() == null) {
        throw RecurringProblems.changeLapsed(row, quantity);
      }
    }
    return answer(settled, quantity);
  }

  private static boolean isOf(int wanted, long quantity, PendingChange pending) {
    return quantity == wanted || pending != null && pending.isOf(wanted);
  }

  private static Answer answer(Settled settled, Integer quantity) {
    if (settled.refused() != null) {
      throw RecurringProblems.refusedByStripe(
          settled.refused().code(), settled.refused().message());
    }
    var row = settled.recurring();
    boolean done = row.change == null && (quantity == null || row.quantity == quantity);
    return new Answer(done ? 200 : 202, RecurringPaymentView.of(row), row.id);
  }
}
