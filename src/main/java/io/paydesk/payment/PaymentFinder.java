package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.RowFinder;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.PaymentIntentGateway;
import io.paydesk.stripe.PaymentIntentRequest;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Reads a payment's intent from Stripe, and makes the intent where there is none yet. No
 * transaction is open; {@link PaymentReconciler} writes the row.
 */
@Singleton
class PaymentFinder extends RowFinder<Payment, PaymentIntentSnapshot> {

  private final PaymentIntentGateway stripe;
  private final Installation installation;

  PaymentFinder(Transactions transactions, PaymentIntentGateway stripe, Installation installation) {
    super(transactions, Payment.TABLE);
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
    return payment.paymentIntentId == null
        ? createOrFind(payment)
        : stripe.retrieve(payment.paymentIntentId);
  }

  @Override
  protected Uni<StripeOutcome<PaymentIntentSnapshot>> create(Payment payment) {
    return stripe.create(
        PaymentIntentRequest.read(requireNonNull(payment.stripeRequest)),
        requireNonNull(payment.idempotencyKey));
  }

  /**
   * Without its customer an intent cannot be made, and one that was made before and that nobody was
   * given takes no money.
   */
  @Override
  protected Uni<StripeOutcome<List<PaymentIntentSnapshot>>> list(Payment payment) {
    return stripe
        .find(
            PaymentIntentRequest.read(requireNonNull(payment.stripeRequest)).customer(),
            payment.createdAt,
            intent -> payment.uuid.equals(Installation.rowOf(installation.id(), intent.metadata())))
        .map(outcome -> outcome.saysThatItIsMissing() ? new Done<>(List.of()) : outcome);
  }

  /** The one that has come furthest. */
  @Override
  protected Uni<StripeOutcome<PaymentIntentSnapshot>> choose(List<PaymentIntentSnapshot> found) {
    var furthest = Collections.max(found, Comparator.comparing(PaymentFinder::progress));
    return Uni.createFrom().item(new Done<>(furthest));
  }

  private static int progress(PaymentIntentSnapshot intent) {
    return switch (intent.status()) {
      case SUCCEEDED -> 3;
      case PROCESSING, UNFAMILIAR -> 2;
      case WAITING -> 1;
      case CANCELED -> 0;
    };
  }

  /** At once: an intent that nobody was given takes no money. */
  @Override
  protected Uni<StripeOutcome<PaymentIntentSnapshot>> makeAnew(Payment payment) {
    return ofSameKey(payment, Payment::renewKey).flatMap(this::create);
  }

  private static boolean isToBeCanceled(Payment payment, PaymentIntentSnapshot intent) {
    return payment.cancelRequestedAt != null && intent.status() == IntentStatus.WAITING;
  }

  /** Stripe may refuse because the payer was faster. Then the intent is read again. */
  private Uni<StripeOutcome<PaymentIntentSnapshot>> cancel(
      Payment payment, Done<PaymentIntentSnapshot> located) {
    var id = located.value().id();
    return stripe
        .cancel(id, requireNonNull(payment.cancelKey))
        .flatMap(
            outcome -> {
              if (outcome instanceof Refused<PaymentIntentSnapshot>) {
                // Whatever Stripe says now, the intent existed a moment ago.
                return stripe
                    .retrieve(id)
                    .map(now -> now instanceof Done ? now : now.asInconclusive());
              }
              if (hasSpentKey(outcome)) {
                // The intent still waits, so the stored error does not hide a cancel. The next
                // attempt takes a new key.
                return newCancelKey(payment).replaceWith(outcome);
              }
              return Uni.createFrom().item(outcome);
            });
  }

  private Uni<Payment> newCancelKey(Payment seen) {
    return locked(
        seen,
        row -> {
          if (Objects.equals(seen.cancelKey, row.cancelKey)) {
            row.renewCancelKey();
          }
        });
  }
}
