package io.paydesk.payment;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.RowFinder;
import io.paydesk.payment.RequestedPayment.CaptureRequest;
import io.paydesk.stripe.CheckoutSessionSnapshot;
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
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a payment's intent from Stripe, and makes the intent where there is none yet. No
 * transaction is open; {@link PaymentReconciler} writes the row.
 */
@Singleton
class PaymentFinder extends RowFinder<Payment, PaymentIntentSnapshot> {

  private final PaymentIntentGateway stripe;
  private final IntentChanger changer;
  private final Installation installation;

  PaymentFinder(
      Transactions transactions,
      PaymentIntentGateway stripe,
      IntentChanger changer,
      Installation installation) {
    super(transactions, Payment.TABLE);
    this.stripe = stripe;
    this.changer = changer;
    this.installation = installation;
  }

  /**
   * @param capture Stripe's refusal to capture what the payment asks for; null where it did not
   *     refuse
   */
  record Found(
      StripeOutcome<PaymentIntentSnapshot> outcome,
      @Nullable Refused<PaymentIntentSnapshot> capture) {

    private static Found of(StripeOutcome<PaymentIntentSnapshot> outcome) {
      return new Found(outcome, null);
    }

    /**
     * @param session that makes the intent; null where none does
     */
    FoundPayment of(@Nullable CheckoutSessionSnapshot session) {
      return new FoundPayment(outcome.map(intent -> new PaymentAtStripe(session, intent)), capture);
    }
  }

  /**
   * @param payment as it is committed
   */
  Uni<Found> findOrMake(Payment payment) {
    return locate(payment)
        .flatMap(
            outcome ->
                outcome instanceof Done<PaymentIntentSnapshot> done
                    ? carryOut(payment, done)
                    : Uni.createFrom().item(Found.of(outcome)));
  }

  /** A capture that was asked for comes before a cancel: the later of the two was told to wait. */
  Uni<Found> carryOut(Payment payment, Done<PaymentIntentSnapshot> located) {
    var status = located.value().status();
    if (payment.isBeingCaptured() && status == IntentStatus.AUTHORIZED) {
      return capture(payment, located.value().id());
    }
    if (status != IntentStatus.WAITING && status != IntentStatus.AUTHORIZED) {
      return Uni.createFrom().item(Found.of(located));
    }
    if (payment.cancelRequestedAt != null) {
      return cancel(payment, located.value().id()).map(Found::of);
    }
    return status == IntentStatus.WAITING
        ? changer.carryOut(payment, located).map(Found::of)
        : Uni.createFrom().item(Found.of(located));
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
        .map(outcome -> outcome.saysThatIsMissing("customer") ? new Done<>(List.of()) : outcome);
  }

  /** The one that has come furthest. */
  @Override
  protected Uni<StripeOutcome<PaymentIntentSnapshot>> choose(List<PaymentIntentSnapshot> found) {
    var furthest = Collections.max(found, Comparator.comparing(PaymentFinder::progress));
    return Uni.createFrom().item(new Done<>(furthest));
  }

  private static int progress(PaymentIntentSnapshot intent) {
    return switch (intent.status()) {
      case SUCCEEDED -> 4;
      case AUTHORIZED -> 3;
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

  /** Stripe may refuse because the payer was faster. Then the intent is read again. */
  private Uni<StripeOutcome<PaymentIntentSnapshot>> cancel(Payment payment, String id) {
    return stripe
        .cancel(id, requireNonNull(payment.cancelKey))
        .flatMap(
            outcome -> {
              if (outcome instanceof Refused<PaymentIntentSnapshot>) {
                return itNow(id).call(now -> cancelAgain(payment, now));
              }
              if (hasSpentKey(outcome)) {
                // The intent still waits, so the stored error does not hide a cancel. The next
                // attempt takes a new key.
                return ifUnchanged(payment, row -> row.cancelKey, Payment::renewCancelKey)
                    .replaceWith(outcome);
              }
              return Uni.createFrom().item(outcome);
            });
  }

  /** Stripe replays a refusal for a day, also where the intent can be canceled by now. */
  private Uni<?> cancelAgain(Payment payment, StripeOutcome<PaymentIntentSnapshot> now) {
    return now instanceof Done<PaymentIntentSnapshot> done && !done.value().status().isFinal()
        ? ifUnchanged(payment, row -> row.cancelKey, Payment::renewCancelKey)
        : Uni.createFrom().voidItem();
  }

  /** Stripe may refuse because it was captured, canceled or expired meanwhile. */
  private Uni<Found> capture(Payment payment, String id) {
    var request = requireNonNull(payment.captureRequest);
    return stripe
        .capture(id, request.captureAmount(), request.captureKey())
        .flatMap(
            outcome -> {
              if (outcome instanceof Refused<PaymentIntentSnapshot> refused) {
                return itNow(id).map(now -> new Found(now, now instanceof Done ? refused : null));
              }
              if (hasSpentKey(outcome)) {
                // It is still held, so the stored error does not hide a capture.
                return newCaptureKey(payment, request).replaceWith(Found.of(outcome));
              }
              return Uni.createFrom().item(Found.of(outcome));
            });
  }

  /** Whatever Stripe says now, the intent existed a moment ago. */
  private Uni<StripeOutcome<PaymentIntentSnapshot>> itNow(String id) {
    return stripe.retrieve(id).map(now -> now instanceof Done ? now : now.asInconclusive());
  }

  private Uni<Payment> ifUnchanged(
      Payment seen, Function<Payment, @Nullable UUID> key, Consumer<Payment> move) {
    return locked(
        seen,
        row -> {
          if (Objects.equals(key.apply(seen), key.apply(row))) {
            move.accept(row);
          }
        });
  }

  private Uni<Payment> newCaptureKey(Payment seen, CaptureRequest request) {
    return locked(
        seen,
        row -> {
          if (request.equals(row.captureRequest)) {
            row.renewCaptureKey();
          }
        });
  }
}
