package io.paydesk.payment;

import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.IntentStatus;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings a payment to what Stripe says: the row's intent is committed before, Stripe is asked, the
 * outcome is committed. It makes the intent of a new payment, and finds an answer that was lost.
 * Anybody may call it at any time, and several at once.
 */
@Singleton
public class PaymentReconciler {

  private static final Logger LOG = Logger.getLogger(PaymentReconciler.class);

  private final Transactions transactions;
  private final PaymentFinder finder;
  private final SessionFinder sessions;
  private final PaymentRecorder recorder;
  private final AskLimit limit;

  PaymentReconciler(
      Transactions transactions,
      PaymentFinder finder,
      SessionFinder sessions,
      PaymentRecorder recorder,
      AskLimit limit) {
    this.transactions = transactions;
    this.finder = finder;
    this.sessions = sessions;
    this.recorder = recorder;
    this.limit = limit;
  }

  /**
   * A payment after Stripe was asked.
   *
   * @param atStripe what Stripe has just returned, which is the row's; null where there is none
   * @param answered whether Stripe answered, yes or no
   */
  public record Reconciled(
      Order order, Payment payment, @Nullable PaymentAtStripe atStripe, boolean answered) {

    /** Whether the row shows another status of Stripe's than the answer. */
    private boolean differs() {
      return atStripe != null && !atStripe.stripeStatus().equals(payment.stripeStatus);
    }

    /** For the payer's browser; null unless Stripe has just returned it. */
    public @Nullable String clientSecret() {
      return atStripe == null ? null : atStripe.clientSecret();
    }
  }

  private record Look(Payment payment, Instant askedAt) {}

  /**
   * @param id of a payment that exists
   */
  public Uni<Reconciled> reconcile(long id) {
    LogId.PAYMENT.record(id);
    return limit.within(id, () -> ask(id));
  }

  /**
   * The same for a payment that has just been committed: it is not read again.
   *
   * @param made as it is committed
   * @param before the database's time before it was made: an answer about it is newer
   */
  Uni<Reconciled> reconcileNew(Payment made, Instant before) {
    LogId.PAYMENT.record(made.id);
    return limit.within(made.id, () -> ask(new Look(made, before)));
  }

  private Uni<Reconciled> ask(long id) {
    return transactions
        .read(() -> look(id))
        .flatMap(
            look ->
                needsReconciling(look.payment)
                    ? ask(look)
                    : transactions.read(() -> asItIs(look.payment)));
  }

  private Uni<Reconciled> ask(Look look) {
    return atStripe(look.payment)
        .flatMap(found -> transactions.write(() -> record(look, found)))
        .flatMap(
            reconciled ->
                isUndecided(look, reconciled)
                    ? ask(look.payment.id)
                    : Uni.createFrom().item(reconciled));
  }

  /**
   * While the intent was being made, an event of it was recorded, so that the answer may be the
   * older one. The intent is known now, so this happens once.
   */
  private static boolean isUndecided(Look look, Reconciled reconciled) {
    return look.payment.paymentIntentId == null
        && reconciled.payment.paymentIntentId != null
        && (!reconciled.answered || reconciled.differs());
  }

  private Uni<FoundPayment> atStripe(Payment payment) {
    return payment.isByCheckout()
        ? sessions.findOrMake(payment)
        : finder.findOrMake(payment).map(found -> found.of(null));
  }

  private static Uni<Look> look(long id) {
    return DatabaseClock.now()
        .flatMap(now -> Payment.<Payment>findById(id).map(payment -> new Look(payment, now)))
        .invoke(
            look -> {
              if (look.payment == null) {
                throw PaymentProblems.notFound(id);
              }
              LogId.ORDER.record(look.payment.orderId);
            });
  }

  private static boolean needsReconciling(Payment payment) {
    return payment.isOneTime() && (payment.isKnownAtStripe() || payment.status.isLive());
  }

  private static Uni<Reconciled> asItIs(Payment payment) {
    return Order.<Order>findById(payment.orderId)
        .map(order -> new Reconciled(order, payment, null, true));
  }

  private Uni<Reconciled> record(Look look, FoundPayment found) {
    var outcome = found.outcome();
    return LockedOrders.of(look.payment.orderId)
        .with(Payment.TABLE, look.payment.id)
        .lock()
        .call(
            locked ->
                ReopenedPayment.reopen(
                    locked.order(look.payment.orderId), locked.row(Payment.TABLE), outcome))
        .invoke(locked -> refuseCapture(look, locked.row(Payment.TABLE), found))
        .map(
            locked ->
                record(
                    locked.order(look.payment.orderId), locked.row(Payment.TABLE), look, outcome));
  }

  /** If it is captured, or is being, the request stays, to be compared with what comes. */
  private void refuseCapture(Look look, Payment payment, FoundPayment found) {
    var refused = found.capture();
    boolean isCaptured =
        found.outcome() instanceof Done<PaymentAtStripe> done
            && (done.value().status() == IntentStatus.SUCCEEDED
                || done.value().status() == IntentStatus.PROCESSING);
    if (refused != null && !isCaptured && look.payment.captureRequest != null) {
      recorder.refuseCapture(payment, look.payment.captureRequest, refused.why());
    }
  }

  private Reconciled record(
      Order order, Payment payment, Look look, StripeOutcome<PaymentAtStripe> outcome) {
    if (outcome instanceof Done<PaymentAtStripe> done && done.value().fits(payment)) {
      if (Objects.equals(look.payment.changeKey, payment.changeKey)) {
        payment.endChange();
      }
      var step = recorder.record(order, payment, done.value(), askedAt(look, payment));
      return new Reconciled(order, payment, done.value(), step != PaymentStep.ASK);
    }
    if (outcome instanceof Refused<PaymentAtStripe> refused) {
      return refused(order, payment, look, refused);
    }
    if (outcome instanceof Unknown<PaymentAtStripe> unknown) {
      LOG.warnf("Payment %d is not reconciled: %s", payment.id, unknown.why());
    } else {
      LOG.errorf(
          "Payment %d has another PaymentIntent or session than Stripe answered with", payment.id);
    }
    payment.loseSight();
    return new Reconciled(order, payment, null, false);
  }

  /**
   * If Stripe refuses the first call, nothing exists there; the same if Stripe does not know the
   * intent. Another call may miss the customer; the intent exists all the same if somebody has
   * recorded it meanwhile.
   */
  private Reconciled refused(
      Order order, Payment payment, Look look, Refused<PaymentAtStripe> refused) {
    boolean nothingIsThere =
        payment.status.isNotConfirmedByStripe() && !payment.isKnownAtStripe()
            || payment.status.isLive()
                && look.payment.isKnownAtStripe()
                && refused.saysThatItIsMissing();
    if (nothingIsThere) {
      recorder.refuse(order, payment, refused.why());
    } else if (payment.status != PaymentStatus.FAILED || !refused.saysThatItIsMissing()) {
      LOG.errorf(
          "Payment %d: Stripe refused with status %d, code %s",
          payment.id, refused.status(), refused.code());
    }
    // One that has failed stays so, whatever the refusal is: its order must not wait for another.
    boolean answered = nothingIsThere || payment.status == PaymentStatus.FAILED;
    return new Reconciled(order, payment, null, answered);
  }

  /**
   * An answer that was asked for before somebody else recorded the intent may be older than what
   * they recorded.
   */
  private static @Nullable Instant askedAt(Look look, Payment payment) {
    boolean recordedMeanwhile =
        look.payment.status.isNotConfirmedByStripe() && !payment.status.isNotConfirmedByStripe();
    return recordedMeanwhile ? null : look.askedAt;
  }
}
