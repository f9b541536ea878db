package io.paydesk.webhook.callback;

import io.paydesk.order.LockedOrders;
import io.paydesk.recurring.InvoiceReconciler;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringReconciler;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.OwnContext;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.Fetched;
import io.paydesk.webhook.Patience;
import io.paydesk.webhook.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Before an event is looked at: brings rows that wait for their checkout session to what Stripe
 * says. Then the row knows its subscription and the invoices of that, whichever event was first.
 */
@Singleton
class AwaitedSubscriptions {

  private final OwnContext contexts;
  private final Transactions transactions;
  private final RecurringReconciler reconciler;
  private final InvoiceReconciler invoices;
  private final Patience patience;

  AwaitedSubscriptions(
      OwnContext contexts,
      Transactions transactions,
      RecurringReconciler reconciler,
      InvoiceReconciler invoices,
      Patience patience) {
    this.contexts = contexts;
    this.transactions = transactions;
    this.reconciler = reconciler;
    this.invoices = invoices;
    this.patience = patience;
  }

  /**
   * Several at once, each with a session of its own: what takes too long goes on after its event
   * was put back.
   *
   * @param byRow the events that wait for each row
   * @return verdicts on those that must wait longer, as Stripe does not answer; by event id
   */
  Uni<Map<String, Verdict>> learn(Map<Long, List<ClaimedEvent>> byRow) {
    return patience
        .<Long, Boolean, Boolean>askEach(
            byRow,
            id -> contexts.run(() -> learn(id)),
            (its, outcome) ->
                outcome instanceof Done
                    ? Fetched.nothing()
                    : Fetched.decided(its, Verdict.STRIPE_DID_NOT_ANSWER))
        .map(Fetched::verdicts);
  }

  private Uni<StripeOutcome<Boolean>> learn(long id) {
    return reconciler
        .reconcile(id)
        .call(reconciled -> expect(reconciled.recurring()))
        .flatMap(
            reconciled ->
                invoices
                    .reconcile(id)
                    .map(
                        complete ->
                            reconciled.answered() && complete
                                ? new Done<>(true)
                                : new Unknown<>("the session is not known", false)));
  }

  /** Its session may make the subscription at any moment, and the news of that may be lost. */
  private Uni<Void> expect(RecurringPayment asked) {
    return asked.awaitsItsSession()
        ? transactions
            .write(
                () ->
                    LockedOrders.rowAlone(RecurringPayment.TABLE, asked.id)
                        .invoke(RecurringPayment::expectItsSubscription))
            .replaceWithVoid()
        : Uni.createFrom().voidItem();
  }
}
