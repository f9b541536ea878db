package io.paydesk.recurring;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.order.Order;
import io.paydesk.payment.InvoicePayments;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.InvoiceGateway.InvoicePayment;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.StripeClock;
import io.paydesk.transaction.Transactions;
import io.paydesk.transaction.Transition;
import io.paydesk.transaction.TransitionKind;
import io.paydesk.transaction.Transitions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes orders and payments of a subscription's paid invoices. The first invoice that charges for
 * the subscription pays the first order, whatever its billing reason and amount. Each other one
 * gets an order of its own, so that any payment can be refunded. The first order must be locked, so
 * that no two record one invoice at once; and the table holds each invoice's id only once.
 *
 * @see <a href="https://docs.stripe.com/billing/invoices/subscription">invoices of
 *     subscriptions</a>
 */
@Singleton
public class InvoiceRecorder {

  private static final Logger LOG = Logger.getLogger(InvoiceRecorder.class);

  /** A payment reported within this time is as a rule reported before its refunds. */
  private static final Duration PROMPT = Duration.ofMinutes(5);

  private final MeterRegistry meters;
  private final Transitions transitions;
  private final RecurringRuns runs;
  private final StripeClock clock;

  InvoiceRecorder(
      MeterRegistry meters, Transitions transitions, RecurringRuns runs, StripeClock clock) {
    this.meters = meters;
    this.transitions = transitions;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * @param first the subscription's order. While no invoice has paid it, all paid invoices must be
   *     given: otherwise a later one would take the first one's place
   * @param invoices in any order, known and new; orders of new ones are made oldest first
   */
  public Uni<Void> record(
      Order first, RecurringPayment recurring, List<InvoiceWithPayments> invoices) {
    var prompt = clock.now().minus(PROMPT);
    return record(
        first,
        recurring,
        invoices,
        paid -> paid.paidAt() == null || paid.paidAt().isBefore(prompt));
  }

  /** For invoices that no event reported: their refunds may not have been reported either. */
  Uni<Void> recordUntold(
      Order first, RecurringPayment recurring, List<InvoiceWithPayments> invoices) {
    return record(first, recurring, invoices, paid -> true);
  }

  private Uni<Void> record(
      Order first,
      RecurringPayment recurring,
      List<InvoiceWithPayments> invoices,
      Predicate<InvoicePayment> late) {
    var paid =
        invoices.stream()
            .filter(paying -> paying.invoice().isPaid() && paying.invoice().makesAnOrder())
            .sorted(Comparator.comparing(InvoiceWithPayments::invoice, InvoiceSnapshot.BY_AGE))
            .toList();
    return Multi.createFrom()
        .iterable(paid)
        .onItem()
        .transformToUniAndConcatenate(paying -> book(first, recurring, paying, late))
        .collect()
        .asList()
        .invoke(() -> runs.look(recurring))
        .replaceWithVoid();
  }

  private record Booked(Order order, boolean isNew) {}

  private Uni<Void> book(
      Order first,
      RecurringPayment recurring,
      InvoiceWithPayments paying,
      Predicate<InvoicePayment> late) {
    return order(first, recurring, paying)
        .flatMap(
            booked ->
                payments(booked.order, paying, late)
                    .invoke(
                        made -> {
                          if (booked.isNew || !made.isEmpty()) {
                            recordTransition(booked.order, recurring, paying.invoice(), made);
                          }
                        }))
        .replaceWithVoid();
  }

  private void recordTransition(
      Order order, RecurringPayment recurring, InvoiceSnapshot invoice, List<Payment> made) {
    transitions.record(
        new Transition(
            TransitionKind.INVOICE_PAID,
            invoice.id(),
            recurring,
            made,
            true,
            order.id,
            order.userId,
            invoice.billingReason()));
  }

  private Uni<Booked> order(Order first, RecurringPayment recurring, InvoiceWithPayments paying) {
    var invoice = paying.invoice();
    if (invoice.id().equals(first.invoiceId)) {
      return Uni.createFrom().item(new Booked(first, false));
    }
    return Order.<Order>find("invoiceId", invoice.id())
        .firstResult()
        .flatMap(
            known -> {
              if (known != null) {
                return Uni.createFrom().item(new Booked(known, false));
              }
              return make(first, recurring, paying);
            });
  }

  private Uni<Booked> make(Order first, RecurringPayment recurring, InvoiceWithPayments paying) {
    var invoice = paying.invoice();
    boolean sells = InvoicePolicy.sellsSubscription(invoice);
    boolean isFirst = sells && recurring.firstInvoiceId == null;
    var mismatches = InvoicePolicy.mismatches(first, recurring, paying);
    recurring.pay(invoice.id(), isFirst);
    Transactions.afterCommit(
        meters.counter("paydesk.invoices.paid", "reason", reason(invoice.billingReason()))
            ::increment);
    var line = InvoicePolicy.ownLine(recurring, invoice).orElse(null);
    if (line != null && InvoicePolicy.isOurs(line, recurring)) {
      recurring.payFor(line);
    }
    if (first.invoiceId == null && sells) {
      first.bill(recurring.id, invoice, line);
      if (mismatches.isEmpty()) {
        first.pay();
      }
      if (InvoicePolicy.isPaidAfterItsEnd(recurring, paying)) {
        first.review("paid-after-end");
      }
      mismatches.forEach(first::review);
      recordReview(first);
      return Uni.createFrom().item(new Booked(first, true));
    }
    var other = first.renewal(recurring.id, invoice, line, recurring.priceId, recurring.quantity);
    mismatches.forEach(other::review);
    if (isFirst) {
      // An earlier subscription has paid the order after all.
      other.review("second-success");
      LOG.errorf("Invoice %s pays order %d a second time", invoice.id(), first.id);
    }
    recordReview(other);
    return other.<Order>persistAndFlush().map(made -> new Booked(made, true));
  }

  /**
   * Reasons that get a metric label of their own: unknown ones share one, so that labels stay few.
   */
  private static String reason(@Nullable String billingReason) {
    if (billingReason == null) {
      return "other";
    }
    return switch (billingReason) {
      case "subscription_create",
          "subscription_cycle",
          "subscription_update",
          "subscription_threshold",
          "manual" ->
          billingReason;
      default -> "other";
    };
  }

  private void recordReview(Order order) {
    if (order.reviewReason != null && order.resolution == null) {
      Transactions.afterCommit(
          meters.counter("paydesk.orders.review", "reason", order.reviewReason)::increment);
      LOG.errorf("An order is in review: invoice %s, %s", order.invoiceId, order.reviewReason);
    }
  }

  /**
   * @return the new ones
   */
  private static Uni<List<Payment>> payments(
      Order order, InvoiceWithPayments paying, Predicate<InvoicePayment> late) {
    return Multi.createFrom()
        .iterable(paying.payments())
        .filter(payment -> payment.amountPaid() > 0)
        .onItem()
        .transformToUniAndConcatenate(
            payment -> payment(order, paying.invoice(), payment, late.test(payment)))
        .select()
        .where(Optional::isPresent)
        .map(Optional::get)
        .collect()
        .asList();
  }

  private static Uni<Optional<Payment>> payment(
      Order order, InvoiceSnapshot invoice, InvoicePayment paid, boolean late) {
    return Payment.<Payment>find("paymentIntentId", paid.intent().id())
        .firstResult()
        .flatMap(
            known ->
                known != null
                    ? Uni.createFrom().item(Optional.empty())
                    : made(order, invoice, paid, late)
                        .<Payment>persistAndFlush()
                        .map(Optional::of));
  }

  private static Payment made(
      Order order, InvoiceSnapshot invoice, InvoicePayment paid, boolean late) {
    var payment = InvoicePayments.of(order, invoice, paid.intent(), paid.amountPaid(), late);
    payment.cameAt(paid.paidAt());
    return payment;
  }
}
