package io.paydesk.recurring;

import io.paydesk.order.Order;
import io.paydesk.stripe.InvoiceGateway.InvoicePayment;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.InvoiceLine;
import io.paydesk.stripe.InvoiceSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a paid invoice of a subscription means. This is the whole decision, and it decides only.
 * Stripe has reckoned its total from the subscription's prices and quantities, coupons, taxes and
 * the customer's balance, so the total is never compared with what was ordered.
 */
final class InvoicePolicy {

  private InvoicePolicy() {}

  /** What cannot be explained, so that a person has to look at it; empty when nothing. */
  static List<String> mismatches(
      Order first, RecurringPayment recurring, InvoiceWithPayments paying) {
    var invoice = paying.invoice();
    var found = new ArrayList<String>();
    if (!first.currency.equals(invoice.currency())) {
      found.add("currency-mismatch");
    }
    if (differ(recurring.customerId, invoice.customerId())) {
      found.add("customer-mismatch");
    }
    if (differ(recurring.subscriptionId, invoice.subscriptionId())) {
      found.add("subscription-mismatch");
    }
    if (invoice.lines().stream().anyMatch(line -> isForeign(line, invoice))) {
      found.add("foreign-lines");
    }
    if (isOverpaid(paying)) {
      found.add("overpaid");
    }
    return found;
  }

  private static boolean differ(String ours, String theirs) {
    return ours != null && !ours.equals(theirs);
  }

  /**
   * Whether it charges for what was ordered: a period of the subscription, or a change within one.
   * A fee that is charged once, or an old debt, pays for neither.
   */
  static boolean sellsSubscription(InvoiceSnapshot invoice) {
    return invoice.lines().stream()
        .filter(line -> line.amount() > 0 && isOfSubscription(line, invoice))
        .anyMatch(line -> line.isRecurring() || line.proration());
  }

  /** Something that was put on the invoice beside what the subscription made, such as a fee. */
  private static boolean isForeign(InvoiceLine line, InvoiceSnapshot invoice) {
    return line.amount() != 0 && !isOfSubscription(line, invoice);
  }

  private static boolean isOfSubscription(InvoiceLine line, InvoiceSnapshot invoice) {
    return line.subscriptionId() != null && line.subscriptionId().equals(invoice.subscriptionId());
  }

  private static boolean isOverpaid(InvoiceWithPayments paying) {
    var amounts = paying.invoice().amounts();
    long came = paying.payments().stream().mapToLong(InvoicePayment::amountPaid).sum();
    return amounts.overpaid() > 0 || Math.max(came, amounts.paid()) > amounts.due();
  }

  /**
   * Whether its payer has paid what was over by then, and gets nothing for it. Only of the invoice
   * that is to pay the order: what is paid later of renewals was owed.
   */
  static boolean isPaidAfterItsEnd(RecurringPayment row, InvoiceWithPayments paying) {
    var ended = row.ending == null ? null : row.ending.endedAt();
    return !row.status.isLive()
        && ended != null
        && paying.payments().stream()
            .anyMatch(payment -> payment.paidAt() != null && payment.paidAt().isAfter(ended));
  }

  /**
   * Whether it is over, told by Stripe, and had a trial that nothing was paid after. All its paid
   * invoices must have been taken over.
   */
  static boolean isTrialEndedUnpaid(RecurringPayment row) {
    return !row.status.isLive()
        && !row.isOnlyBelievedOver()
        && row.trialEnd != null
        && row.firstInvoiceId == null;
  }

  /**
   * The line of our own item: the period that was bought, else what is charged for a change within
   * one. A price that has changed since is no matter, as the item's id stays.
   *
   * @return empty where no line is of the subscription
   */
  static Optional<InvoiceLine> ownLine(RecurringPayment recurring, InvoiceSnapshot invoice) {
    var lines = invoice.lines().stream().filter(line -> isOfSubscription(line, invoice)).toList();
    return Stream.<Predicate<InvoiceLine>>of(
            line -> !line.proration() && isOurs(line, recurring),
            line -> line.amount() > 0 && isOurs(line, recurring),
            line -> !line.proration(),
            line -> line.amount() > 0)
        .map(wanted -> lines.stream().filter(wanted).max(LATEST))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Of several changes within one period, the last is what counts from then on. */
  private static final Comparator<InvoiceLine> LATEST =
      Comparator.comparing(
          InvoiceLine::periodStart, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** By the item's id where both know it: another item may have had our price, or have it now. */
  static boolean isOurs(InvoiceLine line, RecurringPayment recurring) {
    return recurring.subscriptionItemId != null && line.itemId() != null
        ? recurring.subscriptionItemId.equals(line.itemId())
        : recurring.priceId.equals(line.priceId());
  }
}
