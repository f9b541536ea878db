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
import org.jspecify.annotations.Nullable;

/**
 * What a paid invoice of a subscription means. The whole decision is here, and nothing else. Stripe
 * computes the total from prices, quantities, coupons, taxes and the customer's balance, so the
 * total is never compared with what was ordered.
 */
final class InvoicePolicy {

  private InvoicePolicy() {}

  /** What cannot be explained and needs a person; empty when nothing. */
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
    if (isSoldOtherwise(first, recurring, invoice)) {
      found.add("sold-otherwise");
    }
    return found;
  }

  /**
   * A checkout session may offer its payer another price, as set at Stripe. What it sold shows on
   * the invoice that it made.
   */
  private static boolean isSoldOtherwise(
      Order first, RecurringPayment recurring, InvoiceSnapshot invoice) {
    boolean ofTheSession =
        recurring.checkout != null
            && first.invoiceId == null
            && "subscription_create".equals(invoice.billingReason());
    return ofTheSession
        && ownLine(recurring, invoice)
            .filter(
                line ->
                    differ(first.priceId, line.priceId())
                        || line.quantity() != null
                            && line.quantity() != RecurringPolicy.quantity(first))
            .isPresent();
  }

  private static boolean differ(@Nullable String ours, @Nullable String theirs) {
    return ours != null && !ours.equals(theirs);
  }

  /**
   * Whether it charges for what was ordered: a period of the subscription, or a change within one.
   * A one-off fee or an old debt does not count.
   */
  static boolean sellsSubscription(InvoiceSnapshot invoice) {
    return invoice.lines().stream()
        .filter(line -> line.amount() > 0 && isOfSubscription(line, invoice))
        .anyMatch(line -> line.isRecurring() || line.proration());
  }

  /** A line that the subscription did not make, such as a fee. */
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
   * Whether the payer paid after the subscription's end, and gets nothing for it. Call it only for
   * the invoice that is to pay the order: later payments of renewals were owed.
   */
  static boolean isPaidAfterItsEnd(RecurringPayment row, InvoiceWithPayments paying) {
    var ended = row.ending == null ? null : row.ending.endedAt();
    return !row.status.isLive()
        && ended != null
        && paying.payments().stream()
            .anyMatch(payment -> payment.paidAt() != null && payment.paidAt().isAfter(ended));
  }

  /**
   * Whether Stripe has confirmed its end, and nothing was paid after its trial. All its paid
   * invoices must be recorded before.
   */
  static boolean isTrialEndedUnpaid(RecurringPayment row) {
    return !row.status.isLive()
        && !row.isOnlyBelievedOver()
        && row.trialEnd != null
        && row.firstInvoiceId == null;
  }

  /**
   * The line of our own item: the period that was bought, else a change within one. The price may
   * have changed since, as the item keeps its id.
   *
   * @return empty where no line belongs to the subscription
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

  /** Of several changes within one period, the last decides what was bought. */
  private static final Comparator<InvoiceLine> LATEST =
      Comparator.comparing(
          InvoiceLine::periodStart, Comparator.nullsFirst(Comparator.naturalOrder()));

  /**
   * By the item's id where both know it: another item may have had our price before, or may have it
   * now.
   */
  static boolean isOurs(InvoiceLine line, RecurringPayment recurring) {
    return recurring.subscriptionItemId != null && line.itemId() != null
        ? recurring.subscriptionItemId.equals(line.itemId())
        : recurring.priceId.equals(line.priceId());
  }
}
