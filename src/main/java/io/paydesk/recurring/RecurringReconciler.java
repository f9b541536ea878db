package io.paydesk.recurring;

import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.recurring.FailedRenewal.Failed;
import io.paydesk.recurring.FailedRenewal.Found;
import io.paydesk.recurring.RecurringFinder.Findings;
import io.paydesk.stripe.AskLimit;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.DatabaseClock;
import io.paydesk.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings a subscription's row to what Stripe says, and carries out the change that was asked for.
 * Anybody may call it at any time, and several at once.
 */
@Singleton
public class RecurringReconciler {

  private static final Logger LOG = Logger.getLogger(RecurringReconciler.class);

  private final Transactions transactions;
  private final AwaitedSessions sessions;
  private final RecurringFinder finder;
  private final FailedRenewal renewals;
  private final RecurringRecorder recorder;
  private final AskLimit limit;

  RecurringReconciler(
      Transactions transactions,
      AwaitedSessions sessions,
      RecurringFinder finder,
      FailedRenewal renewals,
      RecurringRecorder recorder,
      AskLimit limit) {
    this.transactions = transactions;
    this.sessions = sessions;
    this.finder = finder;
    this.renewals = renewals;
    this.recorder = recorder;
    this.limit = limit;
  }

  /**
   * A subscription after Stripe was asked.
   *
   * @param seen as Stripe has just answered; null where it did not
   * @param session likewise, while it has made no subscription; null where there is none
   * @param refused why Stripe refused the change; null where it did not
   * @param answered whether Stripe answered, yes or no
   */
  public record Reconciled(
      RecurringPayment recurring,
      @Nullable SubscriptionSnapshot seen,
      @Nullable CheckoutSessionSnapshot session,
      @Nullable Refused<SubscriptionSnapshot> refused,
      boolean answered) {

    /** Whether Stripe has just shown the subscription, or the session that is to make it. */
    boolean isShown() {
      return seen != null || session != null;
    }
  }

  private record Look(RecurringPayment recurring, Instant askedAt) {}

  /**
   * @param id of a row that exists
   */
  public Uni<Reconciled> reconcile(long id) {
    LogId.RECURRING_PAYMENT.record(id);
    return limit.within("recurring_payment", id, () -> ask(id));
  }

  private Uni<Reconciled> ask(long id) {
    return look(id)
        .flatMap(
            look ->
                look.recurring.awaitsItsSession() && needsReconciling(look.recurring)
                    ? awaited(look)
                    : ask(look));
  }

  private Uni<Look> look(long id) {
    return transactions.read(
        () ->
            DatabaseClock.now()
                .flatMap(
                    now ->
                        RecurringPayment.<RecurringPayment>findById(id)
                            .map(recurring -> new Look(recurring, now))));
  }

  /** Once its session has made a subscription, Stripe is asked for that. */
  private Uni<Reconciled> awaited(Look look) {
    return sessions
        .learn(look.recurring)
        .flatMap(
            learned ->
                learned.recurring().awaitsItsSession()
                    ? Uni.createFrom()
                        .item(
                            new Reconciled(
                                learned.recurring(),
                                null,
                                learned.session(),
                                null,
                                learned.answered()))
                    : look(learned.recurring().id).flatMap(this::ask));
  }

  private Uni<Reconciled> ask(Look look) {
    return needsReconciling(look.recurring)
        ? finder
            .findOrMake(look.recurring)
            .flatMap(
                findings ->
                    failed(look, findings)
                        .flatMap(found -> transactions.write(() -> record(look, findings, found))))
        : Uni.createFrom().item(new Reconciled(look.recurring, null, null, null, true));
  }

  private static boolean needsReconciling(RecurringPayment recurring) {
    return recurring.subscriptionId != null
        || recurring.status.isLive()
        || recurring.isOnlyBelievedOver();
  }

  private Uni<Found> failed(Look look, Findings findings) {
    return findings.latest() instanceof Done<SubscriptionSnapshot> done
        ? renewals.ask(look.recurring, done.value())
        : Uni.createFrom().item(Found.NOTHING);
  }

  private Uni<Reconciled> record(Look look, Findings findings, Found found) {
    return LockedOrders.of(look.recurring.orderId)
        .with(RecurringPayment.TABLE, look.recurring.id)
        .lock()
        .flatMap(
            locked ->
                write(
                    locked.order(look.recurring.orderId),
                    locked.row(RecurringPayment.TABLE),
                    look,
                    findings,
                    found))
        .invoke(reconciled -> fail(reconciled, found.failed()));
  }

  private void fail(Reconciled reconciled, Optional<Failed> failed) {
    // Not if news of its payment came while Stripe was asked.
    if (reconciled.seen != null && reconciled.recurring.status.isBehind()) {
      failed.ifPresent(one -> recorder.fail(reconciled.recurring, one.tried(), one.why()));
    }
  }

  private Uni<Reconciled> write(
      Order order, RecurringPayment row, Look look, Findings findings, Found found) {
    var change = findings.change();
    if (change instanceof Refused<SubscriptionSnapshot> no) {
      LOG.warnf("Stripe refused to change recurring payment %d: %s", row.id, no.code());
    }
    boolean sameChange = change != null && Objects.equals(look.recurring.changeKey, row.changeKey);
    var refused = change instanceof Refused<SubscriptionSnapshot> denied ? denied : null;
    if (sameChange && (change instanceof Done || refused != null)) {
      conclude(row, findings.latest());
    }
    var latest = findings.latest();
    if (!found.answered()) {
      // What follows from a failure is reported with its reason, so Stripe is asked for that again.
      LOG.warnf("Stripe did not say why recurring payment %d is not paid", row.id);
      return Uni.createFrom().item(new Reconciled(row, null, null, refused, refused != null));
    }
    if (latest instanceof Done<SubscriptionSnapshot> done && row.fits(done.value())) {
      boolean answered = change == null || change instanceof Done || refused != null;
      return recorder
          .record(order, row, done.value(), look.askedAt, found.why())
          .invoke(() -> goOn(order, row, look))
          .map(written -> new Reconciled(row, done.value(), null, refused, answered));
    }
    return Uni.createFrom().item(() -> unanswered(order, row, latest));
  }

  /**
   * The payer was faster than whoever canceled the order. Where something was paid, its invoice
   * says so; a trial has none.
   */
  private static void goOn(Order order, RecurringPayment row, Look look) {
    boolean wasToEnd = look.recurring.change == RecurringChange.END_IF_INCOMPLETE;
    if (wasToEnd && row.change == null && row.status == RecurringPaymentStatus.TRIALING) {
      order.dropCancelRequest();
    }
  }

  /**
   * A subscription that is still unpaid may not end yet, for example while a payment is under way.
   * It is tried again with each check, under a new key: with the old one Stripe would repeat its
   * refusal.
   */
  private static void conclude(RecurringPayment row, StripeOutcome<SubscriptionSnapshot> latest) {
    boolean mustStillEnd =
        row.change == RecurringChange.END_IF_INCOMPLETE
            && latest instanceof Done<SubscriptionSnapshot> done
            && "incomplete".equals(done.value().stripeStatus());
    if (mustStillEnd) {
      row.renewChangeKey();
    } else {
      row.dropChange();
    }
  }

  private Reconciled unanswered(
      Order order, RecurringPayment row, StripeOutcome<SubscriptionSnapshot> latest) {
    if (latest instanceof Refused<SubscriptionSnapshot> no
        && row.status.isNotConfirmedByStripe()
        && row.subscriptionId == null) {
      recorder.refuse(order, row, no.why());
      return new Reconciled(row, null, null, null, true);
    }
    if (latest instanceof Refused<SubscriptionSnapshot> no && no.saysThatItIsMissing()) {
      recorder.lose(order, row, no);
    }
    if (latest instanceof Refused<SubscriptionSnapshot> no
        && no.saysThatItIsMissing()
        && row.isOnlyBelievedOver()) {
      return new Reconciled(row, null, null, null, true);
    }
    LOG.warnf(
        "Recurring payment %d is not reconciled: %s", row.id, latest.getClass().getSimpleName());
    row.loseSight();
    return new Reconciled(row, null, null, null, false);
  }
}
