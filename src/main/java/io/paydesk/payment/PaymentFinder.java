package io.paydesk.payment;

import io.paydesk.order.LockedOrders;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.KeyLifetime;
import io.paydesk.stripe.PaymentIntentGateway;
import io.paydesk.stripe.PaymentIntentRequest;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/**
 * Finds out from Stripe how a payment's intent is, and makes the intent where there is none yet. It
 * only asks: no transaction is open, and the row is written by {@link PaymentReconciler}.
 */
@Singleton
class PaymentFinder {

  private final Transactions transactions;
  private final PaymentIntentGateway stripe;
  private final Installation installation;

  PaymentFinder(Transactions transactions, PaymentIntentGateway stripe, Installation installation) {
    this.transactions = transactions;
    this.stripe = stripe;
    this.installation = installation;
  }

  /**
   * @param payment as it is committed
   */
  Uni<StripeOutcome<PaymentIntentSnapshot>> findOrMake(Payment payment) {
    return locate(payment)
        .flatMap(
            outcome ->
                outcome instanceof Done<PaymentIntentSnapshot> done
                        && isToBeCanceled(payment, done.value())
                    ? cancel(payment, done)
                    : Uni.createFrom().item(outcome));
  }

  private Uni<StripeOutcome<PaymentIntentSnapshot>> locate(Payment payment) {
    if (payment.paymentIntentId != null) {
      return stripe.retrieve(payment.paymentIntentId);
    }
    return KeyLifetime.isGood(payment.idempotencyKeySince) ? create(payment) : find(payment);
  }

  private Uni<StripeOutcome<PaymentIntentSnapshot>> create(Payment payment) {
    return callCreate(payment)
        .flatMap(
            outcome ->
                outcome instanceof Unknown<PaymentIntentSnapshot> unknown && unknown.spentKey()
                    ? find(payment)
                    : Uni.createFrom().item(outcome));
  }

  private Uni<StripeOutcome<PaymentIntentSnapshot>> callCreate(Payment payment) {
    return stripe.create(PaymentIntentRequest.read(payment.stripeRequest), payment.idempotencyKey);
  }

  /**
   * The key is of no more use: only when a complete listing shows that nothing was made may there
   * be a new one.
   */
  private Uni<StripeOutcome<PaymentIntentSnapshot>> find(Payment payment) {
    return stripe
        .find(
            PaymentIntentRequest.read(payment.stripeRequest).customer(),
            payment.createdAt,
            intent -> payment.uuid.equals(Installation.rowOf(installation.id(), intent.metadata())))
        .flatMap(
            outcome ->
                outcome instanceof Done<List<PaymentIntentSnapshot>> found
                    ? furthest(found.value(), payment)
                    : Uni.createFrom().item(outcome.asInconclusive()));
  }

  private Uni<StripeOutcome<PaymentIntentSnapshot>> furthest(
      List<PaymentIntentSnapshot> found, Payment payment) {
    return found.stream()
        .max(Comparator.comparing(PaymentFinder::progress))
        .map(
            intent ->
                Uni.createFrom().<StripeOutcome<PaymentIntentSnapshot>>item(new Done<>(intent)))
        .orElseGet(() -> newKey(payment).flatMap(this::callCreate));
  }

  private static int progress(PaymentIntentSnapshot intent) {
    return switch (intent.status()) {
      case SUCCEEDED -> 3;
      case PROCESSING, UNFAMILIAR -> 2;
      case WAITING -> 1;
      case CANCELED -> 0;
    };
  }

  private Uni<Payment> newKey(Payment seen) {
    return transactions.write(
        () ->
            LockedOrders.rowAlone(Payment.TABLE, seen.id)
                .invoke(
                    row -> {
                      // Another request may have been here first: then its key is the one to use.
                      if (row.idempotencyKey.equals(seen.idempotencyKey)) {
                        row.renewKey();
                      }
                    }));
  }

  private static boolean isToBeCanceled(Payment payment, PaymentIntentSnapshot intent) {
    return payment.cancelRequestedAt != null && intent.status() == IntentStatus.WAITING;
  }

  /** Stripe may refuse because the payer was faster: what the intent is then is asked once more. */
  private Uni<StripeOutcome<PaymentIntentSnapshot>> cancel(
      Payment payment, Done<PaymentIntentSnapshot> located) {
    var id = located.value().id();
    return stripe
        .cancel(id, payment.cancelKey)
        .flatMap(
            outcome -> {
              if (outcome instanceof Refused<PaymentIntentSnapshot>) {
                // Whatever is said now, the intent was there a moment ago.
                return stripe
                    .retrieve(id)
                    .map(now -> now instanceof Done ? now : now.asInconclusive());
              }
              if (outcome instanceof Unknown<PaymentIntentSnapshot> unknown && unknown.spentKey()) {
                // The intent is still waiting, so the stored error cannot hide a cancel: the next
                // try takes a new key.
                return newCancelKey(payment).replaceWith(outcome);
              }
              return Uni.createFrom().item(outcome);
            });
  }

  private Uni<Payment> newCancelKey(Payment seen) {
    return transactions.write(
        () ->
            LockedOrders.rowAlone(Payment.TABLE, seen.id)
                .invoke(
                    row -> {
                      if (seen.cancelKey.equals(row.cancelKey)) {
                        row.renewCancelKey();
                      }
                    }));
  }
}
