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
 * Ends a subscription at Stripe unless somebody has paid it. Stripe cancels any subscription, even
 * one that was paid a moment ago. But it does not void a paid invoice, and nobody can pay a void
 * one. So the first invoice is voided, and only then the subscription canceled.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/void">void an invoice</a>
 */
@Singleton
class UnpaidEnd {

  private static final Set<String> OVER = Set.of("canceled", "incomplete_expired");

  /** Nobody can pay an invoice with these statuses. */
  private static final Set<String> UNPAYABLE = Set.of("void", "draft");

  private final SubscriptionGateway subscriptions;
  private final InvoiceGateway invoices;

  UnpaidEnd(SubscriptionGateway subscriptions, InvoiceGateway invoices) {
    this.subscriptions = subscriptions;
    this.invoices = invoices;
  }

  /**
   * @param now as Stripe has just answered
   * @param key committed before this call
   * @return the subscription afterwards; it goes on if it is paid or being paid
   */
  Uni<StripeOutcome<SubscriptionSnapshot>> carryOut(SubscriptionSnapshot now, UUID key) {
    if (OVER.contains(now.stripeStatus())) {
      return same(now);
    }
    if ("incomplete".equals(now.stripeStatus())) {
      if (now.latestInvoiceId() == null) {
        return subscriptions.cancel(now.id(), key);
      }
      return invoices
          .retrieve(now.latestInvoiceId())
          .flatMap(outcome -> unlessPaid(now, outcome, key));
    }
    var first = now.latestInvoice();
    // Its first invoice is void, so nobody has paid it, whatever its status is.
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

  /** Whether money is already on its way. */
  static boolean isBeingPaid(InvoiceWithPayments first) {
    return first.payments().stream()
        .map(payment -> payment.intent().status())
        .anyMatch(status -> status != IntentStatus.WAITING && status != IntentStatus.CANCELED);
  }

  /**
   * The second request needs a key of its own. It is derived from the committed one, so it is
   * always the same.
   */
  private static UUID keyOfVoid(UUID key) {
    return UUID.nameUUIDFromBytes(("void " + key).getBytes(StandardCharsets.UTF_8));
  }

  private static Uni<StripeOutcome<SubscriptionSnapshot>> same(SubscriptionSnapshot now) {
    return Uni.createFrom().item(new Done<>(now));
  }
}
