package io.paydesk.recurring;

import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.PayableInvoice;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a payer can pay of a subscription now: every open invoice, oldest first. While it is unpaid,
 * Stripe leaves the invoices of later periods as drafts. The subscription runs again once the
 * newest is paid, so that draft is finalized when no older invoice is open.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview#unpaid-subscriptions">unpaid
 *     subscriptions</a>
 */
@Singleton
class DueInvoices {

  private final Transactions transactions;
  private final InvoiceGateway stripe;
  private final AskLimit limit;

  DueInvoices(Transactions transactions, InvoiceGateway stripe, AskLimit limit) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.limit = limit;
  }

  /**
   * @param open oldest first
   * @param secret of the oldest one's payment, only for the payer's browser; null when none is open
   */
  record Due(List<InvoiceSnapshot> open, @Nullable String secret) {

    static final Due NOTHING = new Due(List.of(), null);

    @Override
    public String toString() {
      return "Due " + open;
    }
  }

  /**
   * @param seen as Stripe has just answered
   */
  Uni<Due> of(RecurringPayment row, SubscriptionSnapshot seen) {
    return limit.within(
        "open invoices of recurring_payment",
        row.id,
        () ->
            stripe
                .open(seen.id())
                .map(outcome -> valueOrRefuse(row, outcome))
                .flatMap(open -> open.isEmpty() ? draft(row, seen) : due(row, seen, open)));
  }

  private Uni<Due> due(
      RecurringPayment row, SubscriptionSnapshot seen, List<InvoiceSnapshot> open) {
    var oldest = open.get(0);
    if (oldest.id().equals(seen.latestInvoiceId()) && seen.paymentSecret() != null) {
      return Uni.createFrom().item(new Due(open, seen.paymentSecret()));
    }
    return stripe
        .payable(oldest.id())
        .map(outcome -> valueOrRefuse(row, outcome))
        .flatMap(
            now -> {
              if (now.invoice().isOpen()) {
                return Uni.createFrom().item(new Due(open, now.secret()));
              }
              // It has been paid just now.
              var others = open.subList(1, open.size());
              return others.isEmpty() ? draft(row, seen) : due(row, seen, others);
            });
  }

  private Uni<Due> draft(RecurringPayment row, SubscriptionSnapshot seen) {
    boolean isKept = row.pause != null; // the shop wants it to stay a draft
    if (row.status != RecurringPaymentStatus.UNPAID || isKept || seen.latestInvoiceId() == null) {
      return Uni.createFrom().item(Due.NOTHING);
    }
    return stripe
        .payable(seen.latestInvoiceId())
        .map(outcome -> valueOrRefuse(row, outcome))
        .flatMap(
            latest ->
                latest.invoice().isDraft()
                    ? finish(row, latest.invoice().id())
                    : Uni.createFrom().item(due(latest)));
  }

  private Uni<Due> finish(RecurringPayment row, String draft) {
    return transactions
        .write(() -> InvoiceToFinalize.of(row, draft))
        .flatMap(
            asked ->
                stripe
                    .finish(draft, asked.idempotencyKey)
                    .call(outcome -> isOver(outcome) ? forget(row, asked) : nothing()))
        .map(outcome -> due(valueOrRefuse(row, outcome)));
  }

  private static boolean isOver(StripeOutcome<PayableInvoice> outcome) {
    return !(outcome instanceof Unknown<PayableInvoice> unknown) || unknown.spentKey();
  }

  private Uni<Void> forget(RecurringPayment row, InvoiceToFinalize asked) {
    return transactions.write(() -> InvoiceToFinalize.forget(row, asked));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  /** Finalizing pays an invoice that the payer's balance covers. */
  private static Due due(PayableInvoice latest) {
    return latest.invoice().isOpen()
        ? new Due(List.of(latest.invoice()), latest.secret())
        : Due.NOTHING;
  }

  private static <T> T valueOrRefuse(RecurringPayment row, StripeOutcome<T> outcome) {
    if (outcome instanceof Done<T> done) {
      return done.value();
    }
    throw outcome instanceof Refused<T> refused
        ? RecurringProblems.refusedByStripe(refused.code(), refused.message())
        : RecurringProblems.stripeSilent(row);
  }
}
