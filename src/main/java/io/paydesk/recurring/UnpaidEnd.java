package io.paydesk.recurring;

import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.InvoiceGateway;
import io.paydesk.stripe.InvoiceGateway.InvoiceWithPayments;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.stripe.SubscriptionGateway;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/**
 * Ends a subscription at Stripe unless somebody has paid it. Stripe cancels whatever is asked for,
 * also what was paid a moment ago; but it does not void a paid invoice, and nobody can pay a void
 * one. So the first invoice is made void, and only then is the subscription canceled.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/void">void an invoice</a>
 */
@Singleton
class UnpaidEnd {

  private static final Set<String> OVER = Set.of("canceled", "incomplete_expired");

  /** Nobody can pay an invoice of these. */
  private static final Set<String> UNPAYABLE = Set.of("void", "draft");

  private final SubscriptionGateway subscriptions;
  private final InvoiceGateway invoices;

  UnpaidEnd(SubscriptionGateway subscriptions, InvoiceGateway invoices) {
    this.subscriptions = subscriptions;
    this.invoices = invoices;
  }

  /**
   * @param now as Stripe has just told it
   * @param key committed before this call
   * @return how it is afterwards, be it that it goes on as it is paid or being paid
   */
  Uni<StripeOutcome<SubscriptionSnapshot>> carryOut(SubscriptionSnapshot now, UUID key) {
    if (OVER.contains(now.stripeStatus())) {
      return same(now);
    }
    if ("incomplete".equals(now.stripeStatus())) {
      return now.latestInvoiceId() == null
          ? subscriptions.cancel(now.id(), key)
          : invoices
              .retrieve(now.latestInvoiceId())
              .flatMap(outcome -> unlessPaid(now, outcome, key));
    }
    var first = now.latestInvoice();
    // Whatever Stripe makes of a subscription whose first invoice is void: nobody has paid it.
    return first != null && first.isFirst() && "void".equals(first.stripeStatus())
        ? subscriptions.cancel(now.id(), key)
        : same(now);
  }

  private Uni<StripeOutcome<SubscriptionSnapshot>> unlessPaid(
      SubscriptionSnapshot now, StripeOutcome<InvoiceWithPayments> outcome, UUID key) {
    if (!(outcome instanceof Done<InvoiceWithPayments> done)) {
      return Uni.createFrom().item(outcome.asInconclusive());
    }
    var first = done.value();
    if (UNPAYABLE.contains(first.invoice().stripeStatus())) {
      return subscriptions.cancel(now.id(), key);
    }
    if (first.invoice().isPaid() || isBeingPaid(first)) {
      return subscriptions.retrieve(now.id());
    }
    return invoices
        .makeVoid(first.invoice().id(), keyOfVoid(key))
        .flatMap(voided -> unlessPaidMeanwhile(now, voided, key));
  }

  private Uni<StripeOutcome<SubscriptionSnapshot>> unlessPaidMeanwhile(
      SubscriptionSnapshot before, StripeOutcome<InvoiceSnapshot> voided, UUID key) {
    if (voided instanceof Unknown<InvoiceSnapshot> unknown) {
      return Uni.createFrom().item(new Unknown<>(unknown.why(), unknown.spentKey()));
    }
    boolean refused = voided instanceof Refused<InvoiceSnapshot>;
    return subscriptions
        .retrieve(before.id())
        .flatMap(
            outcome ->
                !refused
                        && outcome instanceof Done<SubscriptionSnapshot> now
                        && !OVER.contains(now.value().stripeStatus())
                    ? subscriptions.cancel(before.id(), key)
                    : Uni.createFrom().item(outcome));
  }

  /** Money that is on its way already. */
  static boolean isBeingPaid(InvoiceWithPayments first) {
    return first.payments().stream()
        .map(payment -> payment.intent().status())
        .anyMatch(status -> status != IntentStatus.WAITING && status != IntentStatus.CANCELED);
  }

  /** One key is good for one request; this one is always the same, as the other is committed. */
  private static UUID keyOfVoid(UUID key) {
    return UUID.nameUUIDFromBytes(("void " + key).getBytes(StandardCharsets.UTF_8));
  }

  private static Uni<StripeOutcome<SubscriptionSnapshot>> same(SubscriptionSnapshot now) {
    return Uni.createFrom().item(new Done<>(now));
  }
}
