package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.recurring.RecurringPayment;
import io.paydesk.recurring.RecurringPaymentStatus;
import io.paydesk.stripe.Surface;
import io.paydesk.trace.LogId;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.IgnoredBecause;
import io.paydesk.webhook.Verdict;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The recurring payments that events belong to. Only ids are read: a row that is loaded before its
 * lock would hide what another transaction has changed since.
 */
record Subscribers(List<Subscriber> subscribers) {

  private static final Logger LOG = Logger.getLogger(Subscribers.class);

  /**
   * One of our recurring payments, with its ids at Stripe.
   *
   * @param surface of its checkout session; null where none makes the subscription
   */
  record Subscriber(
      long id,
      long orderId,
      UUID uuid,
      @Nullable String subscriptionId,
      @Nullable String setupIntentId,
      @Nullable String paidBy,
      @Nullable String failedTry,
      @Nullable Surface surface,
      boolean isLive) {

    /** Whether none of its invoices is paid yet. */
    boolean isUnpaid() {
      return paidBy == null;
    }

    /** Whether only its checkout session can say which subscription is its own. */
    boolean awaitsItsSession() {
      return surface != null && subscriptionId == null;
    }

    /** Whether its checkout session has made its subscription, of which no invoice is known. */
    boolean hasOnlyItsSubscription() {
      return surface != null && subscriptionId != null && isUnpaid() && isLive;
    }
  }

  /** What an event says about its recurring payment. */
  record Clue(
      @Nullable UUID uuid, @Nullable String subscriptionId, @Nullable String setupIntentId) {}

  /** Locked rows, with their first orders. */
  record Locked(Map<Long, Order> orders, Map<Long, RecurringPayment> rows) {
    RecurringPayment row(Subscriber subscriber) {
      return requireNonNull(rows.get(subscriber.id));
    }

    Order order(Subscriber subscriber) {
      return requireNonNull(orders.get(subscriber.orderId));
    }
  }

  /** Call it in a session. */
  static Uni<Subscribers> find(Collection<Clue> clues) {
    var uuids = present(clues, Clue::uuid);
    var subscriptions = present(clues, Clue::subscriptionId);
    var setups = present(clues, Clue::setupIntentId);
    if (uuids.isEmpty() && subscriptions.isEmpty() && setups.isEmpty()) {
      return Uni.createFrom().item(new Subscribers(List.of()));
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        """
                        select r.id, r.orderId, r.uuid, r.subscriptionId, r.pendingSetupIntent, r.firstInvoiceId,
                          r.failedTry, r.checkout.surface, r.status
                        from RecurringPayment r
                        where r.uuid in :uuids or r.subscriptionId in :subscriptions
                          or r.pendingSetupIntent in :setups
                        """,
                        Object[].class)
                    .setParameter("uuids", uuids)
                    .setParameter("subscriptions", subscriptions)
                    .setParameter("setups", setups)
                    .getResultList())
        .map(rows -> new Subscribers(rows.stream().map(Subscribers::subscriber).toList()));
  }

  private static <T> List<T> present(Collection<Clue> clues, Function<Clue, T> field) {
    return clues.stream().map(field).filter(Objects::nonNull).distinct().toList();
  }

  private static Subscriber subscriber(Object[] row) {
    return new Subscriber(
        (Long) row[0],
        (Long) row[1],
        (UUID) row[2],
        (String) row[3],
        (String) row[4],
        (String) row[5],
        (String) row[6],
        (Surface) row[7],
        ((RecurringPaymentStatus) row[8]).isLive());
  }

  /**
   * Null when it is none of ours. Our own mark counts only where the row has no other subscription
   * and no checkout session that makes one: metadata can be copied.
   */
  @Nullable Subscriber of(Clue clue) {
    var bySubscription =
        first(one -> clue.subscriptionId != null && clue.subscriptionId.equals(one.subscriptionId));
    if (bySubscription != null) {
      return bySubscription;
    }
    var marked =
        first(
            one ->
                one.uuid.equals(clue.uuid)
                    && one.subscriptionId == null
                    && !one.awaitsItsSession());
    return marked != null
        ? marked
        : first(one -> clue.setupIntentId != null && clue.setupIntentId.equals(one.setupIntentId));
  }

  /**
   * The rows that events may belong to once Stripe was asked for their checkout sessions.
   *
   * @return by the row's id
   */
  Map<Long, List<ClaimedEvent>> awaiting(Map<Clue, List<ClaimedEvent>> events) {
    var awaiting = new HashMap<Long, List<ClaimedEvent>>();
    events.forEach(
        (clue, its) -> {
          var marked = marked(clue);
          if (marked != null && marked.awaitsItsSession() && of(clue) == null) {
            awaiting.computeIfAbsent(marked.id, x -> new ArrayList<>()).addAll(its);
          }
        });
    return awaiting;
  }

  /**
   * The rows that events belong to for which Stripe has to be asked once more: an earlier attempt
   * may have ended between a session's subscription and its invoices.
   *
   * @return by the row's id
   */
  Map<Long, List<ClaimedEvent>> halfLearned(Map<Clue, List<ClaimedEvent>> events) {
    var half = new HashMap<Long, List<ClaimedEvent>>();
    events.forEach(
        (clue, its) -> {
          var known = of(clue);
          var again = its.stream().filter(event -> event.attempt() > 1).toList();
          if (known != null && known.hasOnlyItsSubscription() && !again.isEmpty()) {
            half.computeIfAbsent(known.id, x -> new ArrayList<>()).addAll(again);
          }
        });
    return half;
  }

  private @Nullable Subscriber marked(Clue clue) {
    return first(one -> one.uuid.equals(clue.uuid));
  }

  /** The verdict on an event that is not ours, even if it carries our mark. */
  Verdict refuse(ClaimedEvent event, Clue clue) {
    if (clue.setupIntentId != null) {
      return Verdict.ignored(IgnoredBecause.UNKNOWN_SETUP_INTENT);
    }
    if (clue.subscriptionId == null) {
      return Verdict.ignored(IgnoredBecause.NOT_OF_A_SUBSCRIPTION);
    }
    var copied = marked(clue);
    if (copied == null) {
      return Verdict.ignored(IgnoredBecause.UNKNOWN_SUBSCRIPTION);
    }
    LogId.RECURRING_PAYMENT.record(copied.id);
    if (copied.awaitsItsSession()) {
      return Verdict.ignored(IgnoredBecause.NOT_OF_THE_SESSION);
    }
    LOG.errorf(
        "Event %s is about %s, whose metadata names recurring payment %d, but that one has %s: was"
            + " the metadata copied?",
        event.id(), clue.subscriptionId, copied.id, copied.subscriptionId);
    return Verdict.ignored(IgnoredBecause.ANOTHER_SUBSCRIPTION);
  }

  private @Nullable Subscriber first(Predicate<Subscriber> fits) {
    return subscribers.stream().filter(fits).findFirst().orElse(null);
  }

  static Uni<Locked> lock(Collection<Subscriber> ours) {
    return LockedOrders.of(ours.stream().map(Subscriber::orderId).toList())
        .with(RecurringPayment.TABLE, ours.stream().map(Subscriber::id).toList())
        .lock()
        .map(
            locked ->
                new Locked(
                    locked.orders(),
                    locked.rows(RecurringPayment.TABLE).stream()
                        .collect(Collectors.toMap(row -> row.id, Function.identity()))));
  }
}
