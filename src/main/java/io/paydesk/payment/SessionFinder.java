package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.RowFinder;
import io.paydesk.stripe.CheckoutGateway;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.CheckoutSessionStatus;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
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
        .flatMap(outcome -> withIntent(payment, outcome));
  }

  /** What a session leaves behind is captured, let go or canceled like any other intent. */
  private Uni<FoundPayment> withIntent(Payment payment, StripeOutcome<PaymentAtStripe> outcome) {
    if (outcome instanceof Done<PaymentAtStripe> done && done.value().isLeftToItsIntent()) {
      var has = done.value();
      return toCarryOut(payment, has)
          .flatMap(row -> intents.carryOut(row, new Done<>(requireNonNull(has.intent()))))
          .map(found -> found.of(has.session()));
    }
    return Uni.createFrom().item(new FoundPayment(outcome, null));
  }

  /**
   * Nobody waits for what an expired session has left unfinished, and it keeps others from paying:
   * it is canceled. The session's own end may have been asked for under the row's key, and Stripe
   * takes a key for one call only.
   */
  private Uni<Payment> toCarryOut(Payment payment, PaymentAtStripe has) {
    if (payment.cancelRequestedAt != null) {
      return newCancelKey(payment);
    }
    return has.isUnfinished()
        ? locked(payment, Payment::requestCancel)
        : Uni.createFrom().item(payment);
  }

  private Uni<StripeOutcome<CheckoutSessionSnapshot>> locate(Payment payment) {
    var id = requireNonNull(payment.checkout).checkoutSessionId();
    return id == null ? createOrFind(payment) : stripe.retrieve(id);
  }

  /**
   * A first call that got lost is repeated later, and then the end that it asks for may be too
   * near. Stripe would have replayed the session if the first call had made it; a complete listing
   * shows that too, and only then another key asks for a later end.
   */
  @Override
  protected Uni<StripeOutcome<CheckoutSessionSnapshot>> create(Payment payment) {
    return send(payment)
        .flatMap(
            outcome ->
                outcome instanceof Refused<CheckoutSessionSnapshot> refused
                        && CheckoutSessionRequest.END.equals(refused.param())
                    ? find(payment, this::makeWithLaterEnd)
                    : Uni.createFrom().item(outcome));
  }

  private Uni<StripeOutcome<CheckoutSessionSnapshot>> makeWithLaterEnd(Payment payment) {
    return ofSameKey(payment, row -> row.askFor(requestOf(row).endingLater(Instant.now())))
        .flatMap(this::send);
  }

  private Uni<StripeOutcome<CheckoutSessionSnapshot>> send(Payment payment) {
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
        .map(outcome -> outcome.saysThatIsMissing("customer") ? new Done<>(List.of()) : outcome);
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
                return itNow(id).call(now -> endAgain(payment, now));
              }
              if (hasSpentKey(outcome)) {
                // The session was open, so the stored error does not hide its end. The next attempt
                // takes a new key.
                return newCancelKey(payment).replaceWith(outcome);
              }
              return Uni.createFrom().item(outcome);
            });
  }

  /** Whatever Stripe says now, the session existed a moment ago. */
  private Uni<StripeOutcome<CheckoutSessionSnapshot>> itNow(String id) {
    return stripe.retrieve(id).map(now -> now instanceof Done ? now : now.asInconclusive());
  }

  /** Stripe replays a refusal for a day, also while the session is open. */
  private Uni<?> endAgain(Payment payment, StripeOutcome<CheckoutSessionSnapshot> now) {
    return now instanceof Done<CheckoutSessionSnapshot> done
            && done.value().status() == CheckoutSessionStatus.OPEN
        ? newCancelKey(payment)
        : Uni.createFrom().voidItem();
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
