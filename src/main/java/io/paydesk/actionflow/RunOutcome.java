package io.paydesk.actionflow;

import static java.util.Objects.requireNonNull;

import io.paydesk.transaction.CallbackFlow;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Records that a run succeeded. If it was the last bean of the row's latest transition, the same
 * transaction sets callbackProcessed.
 */
@Singleton
class RunOutcome {

  private static final String SUCCEED =
      """
      with succeeded as (
        update actionflow_run set status = 'succeeded', finished_at = now(), claim = null, last_error = null
        where id = :id and claim = cast(:claim as uuid) and status = 'waiting'
        returning id, attempts, target, subject, is_outcome
      ), attempt as (
        insert into actionflow_attempt (run_id, attempt) select id, attempts from succeeded
        on conflict do nothing
      ), behind as (%s)
      select count(*) from succeeded
      """
          .formatted(RunOrder.makeDueBehind("succeeded", "now()"));

  private static final String CANCEL =
      """
      with canceled as (
        update actionflow_run set status = 'canceled', finished_at = now(), claim = null where id = :id
        returning id, target, subject, is_outcome
      )
      %s
      """
          .formatted(RunOrder.makeDueBehind("canceled", "now()"));

  private static final String NOTHING_OPEN =
      """
      not exists (select from actionflow_run
                  where flow = :flow and subject = :subject and transition = :transition
                    and occurrence = :occurrence and in_process and status not in ('succeeded', 'canceled'))
      """;

  private static final String IS_LATEST =
      """
      not exists (select from actionflow_run later
                  where later.subject = :subject and later.in_process and later.is_outcome
                    and (later.flow, later.transition, later.occurrence) <> (:flow, :transition, :occurrence)
                    and later.id > :id)
      """;

  private final Transactions transactions;

  RunOutcome(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * @return false where another process has taken the run over, and will record how it ends
   */
  Uni<Boolean> succeed(ClaimedRun run) {
    return transactions.write(
        () ->
            Panache.getSession()
                .flatMap(
                    session ->
                        lock(session, run)
                            .flatMap(locked -> markSucceeded(session, run))
                            .call(
                                marked ->
                                    marked && run.inProcess() && run.isOutcome()
                                        ? apply(session, run)
                                        : Uni.createFrom().voidItem())));
  }

  /** Cancels a run, as if its target did not exist. An attempt under way no longer counts. */
  Uni<Void> cancel(ActionflowRun run) {
    var its = ClaimedRun.of(run);
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(CANCEL)
                    .setParameter("id", run.id)
                    .executeUpdate()
                    .flatMap(
                        canceled ->
                            its.inProcess() && its.isOutcome()
                                ? apply(session, its)
                                : Uni.createFrom().voidItem()));
  }

  /** Without the lock, two beans that end at once would each see the other's run as open. */
  static Uni<?> lock(Mutiny.Session session, ClaimedRun run) {
    if (!run.inProcess() || run.flow() == CallbackFlow.ORDER) { // orders do not show it
      return Uni.createFrom().voidItem();
    }
    var subject = Subject.of(run.subject());
    return payments(session, run, subject)
        .flatMap(
            locked ->
                session
                    .createNativeQuery(
                        "select id from " + subject.table() + " where id = :id for no key update",
                        Long.class)
                    .setParameter("id", subject.id())
                    .getSingleResult());
  }

  /** In the one order of locks payments come before subscriptions. */
  private static Uni<?> payments(Mutiny.Session session, ClaimedRun run, Subject subject) {
    if (run.flow() != CallbackFlow.RECURRING_PAYMENT_DEDUCTION) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createNativeQuery(
            "select id from payment where invoice_id = :invoice order by id for no key update",
            Long.class)
        .setParameter("invoice", run.occurrence())
        .getResultList();
  }

  private static Uni<Boolean> markSucceeded(Mutiny.Session session, ClaimedRun run) {
    return session
        .createNativeQuery(SUCCEED, Long.class)
        .setParameter("id", run.id())
        .setParameter("claim", requireNonNull(run.claim()).toString())
        .getSingleResult()
        .map(count -> count == 1);
  }

  private static Uni<Void> apply(Mutiny.Session session, ClaimedRun run) {
    var subject = Subject.of(run.subject());
    var own =
        about(
                session.<Object>createNativeQuery(
                    """
                    update %s set callback_processed = true, updated_at = now() where id = :row
                    and not callback_processed and %s and %s
                    """
                        .formatted(subject.table(), NOTHING_OPEN, IS_LATEST)),
                run)
            .setParameter("row", subject.id())
            .setParameter("id", run.id())
            .executeUpdate();
    return switch (run.flow()) {
      case ORDER -> Uni.createFrom().voidItem();
      case PAYMENT, REFUND, RECURRING_PAYMENT_MANAGEMENT -> own.replaceWithVoid();
      case RECURRING_PAYMENT_DEDUCTION ->
          payments(session, run).flatMap(shown -> own).replaceWithVoid();
    };
  }

  /** Payments of the invoice: they have no transition of their own. */
  private static Uni<Integer> payments(Mutiny.Session session, ClaimedRun run) {
    return about(
            session.<Object>createNativeQuery(
                "update payment set callback_processed = true, updated_at = now()"
                    + " where invoice_id = :occurrence and not callback_processed and "
                    + NOTHING_OPEN),
            run)
        .executeUpdate();
  }

  private static Mutiny.Query<Object> about(Mutiny.Query<Object> query, ClaimedRun run) {
    return query
        .setParameter("flow", run.flow().text())
        .setParameter("subject", run.subject())
        .setParameter("transition", run.transition())
        .setParameter("occurrence", run.occurrence());
  }
}
