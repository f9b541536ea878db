package io.paydesk.recurring;

import io.paydesk.changed.DatabaseClock;
import io.paydesk.changed.Transactions;
import io.paydesk.order.Order;
import io.paydesk.recurring.RecurringInquiry.Findings;
import io.paydesk.stripe.PaymentIntentSnapshot.StripeFailure;
import io.paydesk.stripe.StripeOutcome;
import io.paydesk.stripe.StripeOutcome.Done;
import io.paydesk.stripe.StripeOutcome.Refused;
import io.paydesk.stripe.SubscriptionSnapshot;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Brings a subscription's row to what Stripe says of it, and carries out what is to be changed of
 * it. Safe to call at any time, by anybody, at once.
 */
@Singleton
public class RecurringSettlement {

  private static final Logger LOG = Logger.getLogger(RecurringSettlement.class);

  private final Transactions transactions;
  private final RecurringInquiry inquiry;
  private final RecurringRecorder recorder;

  RecurringSettlement(
      Transactions transactions, RecurringInquiry inquiry, RecurringRecorder recorder) {
    this.transactions = transactions;
    this.inquiry = inquiry;
    this.recorder = recorder;
  }

  /**
   * A subscription after Stripe was asked.
   *
   * @param seen as Stripe has just told it; null where it did not
   * @param refused why Stripe refused the change; null where it did not
   * @param answered whether Stripe gave an answer, good or bad
   */
  public record Settled(
      RecurringPayment recurring,
      SubscriptionSnapshot seen,
      Refused<SubscriptionSnapshot> refused,
      boolean answered) {}

  private record Look(RecurringPayment recurring, Instant askedAt) {}

  /**
   * @param id of a row that is there
   */
  public Uni<Settled> settle(long id) {
    return transactions
        .read(
            () ->
                DatabaseClock.now()
                    .flatMap(
                        now ->
                            RecurringPayment.<RecurringPayment>findById(id)
                                .map(recurring -> new Look(recurring, now))))
        .flatMap(
            look ->
                isToBeAsked(look.recurring)
                    ? inquiry
                        .ask(look.recurring)
                        .flatMap(findings -> transactions.write(() -> record(look, findings)))
                    : Uni.createFrom().item(new Settled(look.recurring, null, null, true)));
  }

  private static boolean isToBeAsked(RecurringPayment recurring) {
    return recurring.subscriptionId != null || recurring.status.isLive();
  }

  private Uni<Settled> record(Look look, Findings findings) {
    return Order.lock(List.of(look.recurring.orderId))
        .flatMap(orders -> RecurringPayment.lock(List.of(look.recurring.id)))
        .map(rows -> rows.get(0))
        .flatMap(row -> write(row, look, findings));
  }

  private Uni<Settled> write(RecurringPayment row, Look look, Findings findings) {
    var change = findings.change();
    boolean sameChange = change != null && look.recurring.changeKey.equals(row.changeKey);
    var refused = change instanceof Refused<SubscriptionSnapshot> no ? no : null;
    if (sameChange && (change instanceof Done || refused != null)) {
      row.dropChange();
    }
    var told = change instanceof Done<SubscriptionSnapshot> ? change : findings.located();
    if (told instanceof Done<SubscriptionSnapshot> done) {
      boolean answered = change == null || change instanceof Done || refused != null;
      return recorder
          .record(row, done.value(), look.askedAt)
          .map(written -> new Settled(row, done.value(), refused, answered));
    }
    return Uni.createFrom().item(() -> unanswered(row, told));
  }

  private Settled unanswered(RecurringPayment row, StripeOutcome<SubscriptionSnapshot> told) {
    if (told instanceof Refused<SubscriptionSnapshot> no
        && row.status.isUnheardOf()
        && row.subscriptionId == null) {
      recorder.refuse(row, new StripeFailure(no.code(), no.declineCode(), no.message()));
      return new Settled(row, null, null, true);
    }
    LOG.warnf("Recurring payment %d is not settled: %s", row.id, told.getClass().getSimpleName());
    row.loseSight();
    return new Settled(row, null, null, false);
  }
}
