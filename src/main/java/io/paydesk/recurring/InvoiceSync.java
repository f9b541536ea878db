package io.paydesk.recurring;

import io.paydesk.changed.Transactions;
import io.paydesk.order.Order;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.StripeOutcome.Done;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Brings our orders of a subscription to the invoices that Stripe has as paid. */
@Singleton
public class InvoiceSync {

  private final Transactions transactions;
  private final InvoiceGateway stripe;
  private final InvoiceRecorder recorder;

  InvoiceSync(Transactions transactions, InvoiceGateway stripe, InvoiceRecorder recorder) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.recorder = recorder;
  }

  /**
   * Asks Stripe for all paid invoices of a subscription and takes them over.
   *
   * @param id of a recurring payment that is there
   * @return whether Stripe answered, or had nothing to be asked
   */
  public Uni<Boolean> bring(long id) {
    return transactions
        .read(() -> RecurringPayment.<RecurringPayment>findById(id))
        .flatMap(
            seen ->
                seen.subscriptionId == null
                    ? Uni.createFrom().item(true)
                    : stripe
                        .paid(seen.subscriptionId)
                        .flatMap(
                            outcome ->
                                outcome instanceof Done<List<InvoiceWithPayments>> done
                                    ? transactions
                                        .write(() -> write(seen, done.value()))
                                        .replaceWith(true)
                                    : Uni.createFrom().item(false)));
  }

  private Uni<Void> write(RecurringPayment seen, List<InvoiceWithPayments> paid) {
    return Order.lock(List.of(seen.orderId))
        .flatMap(
            orders ->
                RecurringPayment.lock(List.of(seen.id))
                    .flatMap(rows -> recorder.record(orders.get(0), rows.get(0), paid)));
  }
}
