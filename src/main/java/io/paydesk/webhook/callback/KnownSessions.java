package io.paydesk.webhook.callback;

import static java.util.Objects.requireNonNull;

import io.paydesk.order.LockedOrders;
import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.paydesk.trace.LogId;
import io.paydesk.webhook.ClaimedEvent;
import io.paydesk.webhook.IgnoredBecause;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Payments that events of checkout sessions may belong to. The session's id decides; our marks
 * count only where the row has no session yet, as metadata can be copied.
 *
 * @param orders of the payments; empty where nothing is locked
 */
record KnownSessions(Collection<Payment> payments, Map<Long, Order> orders) {

  private static final Logger LOG = Logger.getLogger(KnownSessions.class);

  private static final String THEIRS = "uuid in ?1 or checkout.checkoutSessionId in ?2";

  /** Call it in a session. */
  static Uni<KnownSessions> find(Collection<SessionClue> clues) {
    return Payment.<Payment>list(THEIRS, SessionClue.uuids(clues), SessionClue.sessions(clues))
        .map(payments -> new KnownSessions(payments, Map.of()));
  }

  /**
   * The same, locked with their orders. Only ids are read first: an entity that is loaded before
   * its lock would hide what another transaction has changed since.
   */
  static Uni<KnownSessions> lock(Collection<SessionClue> clues) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select p.id, p.orderId from Payment p where " + THEIRS, Object[].class)
                    .setParameter(1, SessionClue.uuids(clues))
                    .setParameter(2, SessionClue.sessions(clues))
                    .getResultList())
        .flatMap(
            ids ->
                ids.isEmpty()
                    ? Uni.createFrom().item(new KnownSessions(List.of(), Map.of()))
                    : LockedOrders.of(column(ids, 1))
                        .with(Payment.TABLE, column(ids, 0))
                        .lock()
                        .map(
                            locked ->
                                new KnownSessions(locked.rows(Payment.TABLE), locked.orders())));
  }

  private static Collection<Long> column(List<Object[]> rows, int column) {
    return rows.stream()
        .map(row -> (Long) row[column])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Null when it is none of ours. */
  @Nullable Payment of(SessionClue clue) {
    var named =
        payments.stream()
            .filter(
                one ->
                    one.checkout != null
                        && clue.sessionId() != null
                        && clue.sessionId().equals(one.checkout.checkoutSessionId()))
            .findFirst()
            .orElse(null);
    var marked = marked(clue);
    return named == null
            && marked != null
            && marked.checkout != null
            && marked.checkout.checkoutSessionId() == null
        ? marked
        : named;
  }

  private @Nullable Payment marked(SessionClue clue) {
    return payments.stream().filter(one -> one.uuid.equals(clue.uuid())).findFirst().orElse(null);
  }

  Order orderOf(Payment payment) {
    return requireNonNull(orders.get(payment.orderId));
  }

  /** Why an event is not about one of our sessions. */
  IgnoredBecause refuse(ClaimedEvent event, SessionClue clue) {
    var marked = marked(clue);
    if (marked != null) {
      LogId.PAYMENT.record(marked.id);
      LogId.ORDER.record(marked.orderId);
      LOG.errorf(
          "Event %s is about another checkout session than payment %d has: was its metadata copied?",
          event.id(), marked.id);
      return IgnoredBecause.ANOTHER_SESSION;
    }
    if (clue.uuid() == null) {
      return IgnoredBecause.NOT_OF_THIS_INSTALLATION;
    }
    LOG.errorf(
        "Event %s names a payment of this installation that does not exist: was an old backup"
            + " restored?",
        event.id());
    return IgnoredBecause.UNKNOWN_PAYMENT;
  }
}
