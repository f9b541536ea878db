package io.paydesk.webhook.callback;

import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.stripe.CheckoutSessionSnapshot;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.StripeJson;
import io.paydesk.trace.LogId;
import io.paydesk.transaction.Transactions;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.Verdict;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Events of checkout sessions that make subscriptions. Each makes us ask Stripe for the session,
 * and for what it has made.
 */
@Singleton
class SubscriptionSessionEvents {

  private static final Logger LOG = Logger.getLogger(SubscriptionSessionEvents.class);

  private final Installation installation;
  private final Transactions transactions;
  private final AwaitedSubscriptions awaited;

  SubscriptionSessionEvents(
      Installation installation, Transactions transactions, AwaitedSubscriptions awaited) {
    this.installation = installation;
    this.transactions = transactions;
    this.awaited = awaited;
  }

  static boolean isOne(ClaimedEvent event) {
    return CheckoutSessionSnapshot.isForSubscription(event.object());
  }

  /** A row that the events may belong to. */
  private record Known(
      long id,
      UUID uuid,
      @Nullable String sessionId,
      @Nullable String subscriptionId,
      RecurringPaymentStatus status)
      implements SessionRows.Row {

    /** Whether Stripe has not shown yet what the event says. */
    boolean isBehind(ClaimedEvent event) {
      return subscriptionId == null
          && status.isLive()
          && "complete".equals(StripeJson.text(event.object(), "status"));
    }

    boolean hasAnother(@Nullable String subscription) {
      return subscriptionId != null && subscription != null && !subscriptionId.equals(subscription);
    }
  }

  /**
   * @return verdicts on those that do not reach the second step
   */
  Uni<Map<String, Verdict>> fetch(List<ClaimedEvent> events) {
    return events.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : transactions.read(() -> rows(events)).flatMap(rows -> awaited.learn(rows.byRow(events)));
  }

  /** Call it in a session. */
  Uni<Map<String, Verdict>> apply(List<ClaimedEvent> events) {
    return events.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : rows(events).map(rows -> Verdict.onEach(events, event -> verdict(event, rows)));
  }

  /** By now a row that our marks name knows its own session. */
  private static Verdict verdict(ClaimedEvent event, SessionRows<Known> rows) {
    var clue = rows.clue(event);
    var named = rows.named(clue);
    if (named != null) {
      LogId.RECURRING_PAYMENT.record(named.id);
      return verdict(event, named);
    }
    if (clue.uuid() == null) {
      return Verdict.ignored(IgnoredBecause.NOT_OF_THIS_INSTALLATION);
    }
    var marked = rows.marked(clue);
    if (marked == null) {
      LOG.errorf(
          "Event %s names a subscription of this installation that does not exist: was an old"
              + " backup restored?",
          event.id());
      return Verdict.ignored(IgnoredBecause.UNKNOWN_SUBSCRIPTION);
    }
    LogId.RECURRING_PAYMENT.record(marked.id);
    LOG.errorf(
        "Event %s is about another checkout session than recurring payment %d has: was its"
            + " metadata copied?",
        event.id(), marked.id);
    return Verdict.ignored(IgnoredBecause.ANOTHER_SESSION);
  }

  private static Verdict verdict(ClaimedEvent event, Known row) {
    if (row.hasAnother(StripeJson.id(event.object(), "subscription"))) {
      LOG.errorf(
          "Event %s says that a checkout session has made another subscription than recurring payment"
              + " %d has",
          event.id(), row.id);
      return Verdict.ignored(IgnoredBecause.ANOTHER_SUBSCRIPTION);
    }
    return row.isBehind(event) ? Verdict.STRIPE_DID_NOT_ANSWER : Verdict.DONE;
  }

  private Uni<SessionRows<Known>> rows(List<ClaimedEvent> events) {
    return SessionRows.find(
        installation.id(),
        events,
        """
        select r.id, r.uuid, r.checkout.checkoutSessionId, r.subscriptionId, r.status from %s r
        where r.uuid in :uuids or r.checkout.checkoutSessionId in :sessions\
        """
            .formatted(RecurringPayment.class.getSimpleName()),
        row ->
            new Known(
                (Long) row[0],
                (UUID) row[1],
                (String) row[2],
                (String) row[3],
                (RecurringPaymentStatus) row[4]));
  }
}
