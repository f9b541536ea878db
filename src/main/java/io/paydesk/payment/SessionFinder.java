package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.RowFinder;
import io.paydesk.stripe.CheckoutGateway;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.CheckoutSessionStatus;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.IntentStatus;
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
 * Reads a payment's checkout session from Stripe, makes it where there is none yet, and ends it
 * where that is asked for. No transaction is open; {@link PaymentReconciler} writes the row.
 */
@Singleton
class SessionFinder extends RowFinder<Payment, CheckoutSessionSnapshot> {

  private final CheckoutGateway stripe;
  private final SessionReader reader;
  private final PaymentFinder intents;
  private final Installation installation;

  SessionFinder(
      Transactions transactions,
      CheckoutGateway stripe,
      SessionReader reader,
      PaymentFinder intents,
      Installation installation) {
    super(transactions, Payment.TABLE);
    this.stripe = stripe;
    this.reader = reader;
    this.intents = intents;
    this.installation = installation;
  }

  /**
   * @param payment as it is committed
   */
  Uni<FoundPayment> findOrMake(Payment payment) {
    return locate(payment)
        .flatMap(
            outcome ->
                outcome instanceof Done<CheckoutSessionSnapshot> done
                        && isToEnd(payment, done.value())
                    ? expire(payment, done.value().id())
                    : Uni.createFrom().item(outcome))
        .flatMap(outcome -> reader.withIntent(outcome, payment.paymentIntentId))
        .flatMap(outcome -> withHold(payment, outcome));
  }

  /** What the intent of a complete session holds is captured or let go like any other. */
  private Uni<FoundPayment> withHold(Payment payment, StripeOutcome<PaymentAtStripe> outcome) {
    if (outcome instanceof Done<PaymentAtStripe> done
        && done.value().status() == IntentStatus.AUTHORIZED) {
      var has = done.value();
      return intents
          .carryOut(payment, new Done<>(requireNonNull(has.intent())))
          .map(found -> found.of(has.session()));
    }
    return Uni.createFrom().item(new FoundPayment(outcome, null));
  }

  private Uni<StripeOutcome<CheckoutSessionSnapshot>> locate(Payment payment) {
    var id = requireNonNull(payment.checkout).checkoutSessionId();
    return id == null ? createOrFind(payment) : stripe.retrieve(id);
  }

  @Override
  protected Uni<StripeOutcome<CheckoutSessionSnapshot>> create(Payment payment) {
    return stripe.create(requestOf(payment), requireNonNull(payment.idempotencyKey));
  }

  /**
   * Without its customer a session cannot be made, and nobody was given one that was made before.
   */
  @Override
  protected Uni<StripeOutcome<List<CheckoutSessionSnapshot>>> list(Payment payment) {
    return stripe
        .find(
            requestOf(payment).customer(),
            payment.createdAt,
            session ->
                payment.uuid.equals(Installation.rowOf(installation.id(), session.metadata())))
        .map(outcome -> outcome.saysThatItIsMissing() ? new Done<>(List.of()) : outcome);
  }

  private static CheckoutSessionRequest requestOf(Payment payment) {
    return CheckoutSessionRequest.read(requireNonNull(payment.stripeRequest));
  }

  /** The one that has come furthest. */
  @Override
  protected Uni<StripeOutcome<CheckoutSessionSnapshot>> choose(
      List<CheckoutSessionSnapshot> found) {
    var furthest = Collections.max(found, Comparator.comparing(SessionFinder::progress));
    return Uni.createFrom().item(new Done<>(furthest));
  }

  private static int progress(CheckoutSessionSnapshot session) {
    return switch (session.status()) {
      case COMPLETE -> 3;
      case UNFAMILIAR -> 2;
      case OPEN -> 1;
      case EXPIRED -> 0;
    };
  }

  /** At once: a session that nobody was given takes no money. */
  @Override
  protected Uni<StripeOutcome<CheckoutSessionSnapshot>> makeAnew(Payment payment) {
    return ofSameKey(payment, Payment::renewKey).flatMap(this::create);
  }

  private static boolean isToEnd(Payment payment, CheckoutSessionSnapshot session) {
    return payment.cancelRequestedAt != null && session.status() == CheckoutSessionStatus.OPEN;
  }

  /** Stripe may refuse because the payer was faster. Then the session is read again. */
  private Uni<StripeOutcome<CheckoutSessionSnapshot>> expire(Payment payment, String id) {
    return stripe
        .expire(id, requireNonNull(payment.cancelKey))
        .flatMap(
            outcome -> {
              if (outcome instanceof Refused<CheckoutSessionSnapshot>) {
                // Whatever Stripe says now, the session existed a moment ago.
                return stripe
                    .retrieve(id)
                    .map(now -> now instanceof Done ? now : now.asInconclusive());
              }
              if (hasSpentKey(outcome)) {
                // The session was open, so the stored error does not hide its end. The next attempt
                // takes a new key.
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
