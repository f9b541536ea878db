package io.paydesk.recurring;

import io.paydesk.idempotency.ApiAnswer;
import io.paydesk.idempotency.Claim;
import io.paydesk.order.LockedOrders;
import io.paydesk.recurring.RecurringReconciler.Reconciled;
import io.paydesk.stripe.StripeClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Changes a subscription: the change is committed with its key, then Stripe is asked. */
@Singleton
class RecurringChangeFlow {

  private final Transactions transactions;
  private final RecurringReconciler reconciler;
  private final StripeClock clock;

  RecurringChangeFlow(
      Transactions transactions, RecurringReconciler reconciler, StripeClock clock) {
    this.transactions = transactions;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * @param quantity only for {@link RecurringChange#CHANGE_QUANTITY}
   * @param asOf of the preview that was shown; null without one
   */
  record Wanted(RecurringChange change, @Nullable Integer quantity, @Nullable Instant asOf) {

    static Wanted of(RecurringChange change) {
      return new Wanted(change, null, null);
    }

    static Wanted of(ChangeQuantity request) {
      var asOf = request.asOf();
      return new Wanted(
          RecurringChange.CHANGE_QUANTITY,
          request.quantity(),
          asOf == null ? null : asOf.truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /**
   * @param id of a row that the caller may change
   */
  Uni<ApiAnswer> change(long id, Wanted wanted, Claim claim) {
    // Nothing can be decided before Stripe has confirmed the subscription.
    return reconciler
        .reconcile(id)
        .flatMap(
            reconciled ->
                transactions.write(
                    () ->
                        lock(reconciled.recurring())
                            .invoke(row -> request(row, wanted))
                            .call(row -> claim.made(row.id))))
        .flatMap(row -> reconciler.reconcile(id))
        .invoke(reconciled -> mustHaveEnded(wanted.change, reconciled))
        .map(reconciled -> begun(reconciled, wanted.quantity));
  }

  /** The payer may have completed a checkout session before Stripe let it expire. */
  private static void mustHaveEnded(RecurringChange wanted, Reconciled reconciled) {
    var row = reconciled.recurring();
    boolean answered = row.change == null && reconciled.refused() == null;
    if (wanted == RecurringChange.CANCEL_NOW && answered && row.status.isRunning()) {
      throw RecurringProblems.exists(row);
    }
  }

  private static Uni<RecurringPayment> lock(RecurringPayment seen) {
    return LockedOrders.of(seen.orderId)
        .with(RecurringPayment.TABLE, seen.id)
        .lock()
        .map(locked -> locked.row(RecurringPayment.TABLE));
  }

  private void request(RecurringPayment row, Wanted asked) {
    var wanted = asked.change;
    if (wanted == RecurringChange.CANCEL_NOW && !row.status.isLive()) {
      return;
    }
    // An end overrides other changes.
    if (row.change != null && row.change != wanted && wanted != RecurringChange.CANCEL_NOW) {
      throw RecurringProblems.changeUnderWay(row);
    }
    if (row.status.isNotConfirmedByStripe() && row.subscriptionId == null) {
      throw RecurringProblems.stripeSilent(row);
    }
    if (wanted != RecurringChange.CANCEL_NOW && !row.status.isRunning()) {
      throw RecurringProblems.notRunning(row, words(wanted));
    }
    // Its payer may complete the session at this moment, and Stripe cancels what was just paid.
    var carriedOut =
        wanted == RecurringChange.CANCEL_NOW && row.awaitsItsSession()
            ? RecurringChange.END_IF_INCOMPLETE
            : wanted;
    if (asked.asOf != null) {
      AsOf.mustBeGood(asked.asOf, row, clock.latest());
    }
    if (row.change != carriedOut || wanted == RecurringChange.CHANGE_QUANTITY) {
      row.request(carriedOut, asked.quantity, asked.asOf);
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

  /** Answers for a finished change with the subscription as it is now. */
  Uni<ApiAnswer> now(long id) {
    return reconciler.reconcile(id).map(reconciled -> answer(reconciled, null));
  }

  /** Continues a change that an earlier request with the same key asked for. */
  Uni<ApiAnswer> resume(long id, Wanted wanted) {
    return reconciler
        .reconcile(id)
        .invoke(reconciled -> mustHaveEnded(wanted.change, reconciled))
        .map(reconciled -> begun(reconciled, wanted.quantity));
  }

  private static ApiAnswer begun(Reconciled reconciled, @Nullable Integer quantity) {
    var row = reconciled.recurring();
    if (quantity != null && reconciled.seen() != null && row.change == null) {
      var own = row.own(reconciled.seen());
      boolean known =
          isOf(quantity, row.quantity, row.pending)
              || own != null
                  && isOf(quantity, own.quantity(), PendingChange.of(reconciled.seen(), own));
      if (!known && reconciled.refused() == null) {
        throw QuantityProblems.changeLapsed(row, quantity);
      }
    }
    return answer(reconciled, quantity);
  }

  private static boolean isOf(int wanted, long quantity, @Nullable PendingChange pending) {
    return quantity == wanted || pending != null && pending.isOf(wanted);
  }

  private static ApiAnswer answer(Reconciled reconciled, @Nullable Integer quantity) {
    if (reconciled.refused() != null) {
      throw RecurringProblems.refusedByStripe(
          reconciled.refused().code(), reconciled.refused().message());
    }
    var row = reconciled.recurring();
    boolean done = row.change == null && (quantity == null || row.quantity == quantity);
    return new ApiAnswer(done ? 200 : 202, RecurringPaymentView.of(row), row.id);
  }
}
