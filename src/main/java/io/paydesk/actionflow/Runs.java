package io.paydesk.actionflow;

import io.paydesk.idempotency.Claim;
import io.paydesk.listing.Listed;
import io.paydesk.listing.ListedRows;
import io.paydesk.listing.SortedPage;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads runs for admins, and lets failed ones be retried. */
@Singleton
public class Runs {

  private final Transactions transactions;
  private final RunRowsReader rows;
  private final RunOutcome outcome;
  private final Pool database;

  Runs(Transactions transactions, RunRowsReader rows, RunOutcome outcome, Pool database) {
    this.transactions = transactions;
    this.rows = rows;
    this.outcome = outcome;
    this.database = database;
  }

  /**
   * @param sort null for the newest first
   */
  public Uni<Page<RunView>> list(RunQuery query, @Nullable String sort, PageQuery page) {
    return SortedPage.of(RunFilter.of(query), sort).read(transactions, page, RunView::of);
  }

  /** All of these. */
  public Listed<RunView> listed(RunQuery query) {
    return new ListedRows<>(RunFilter.of(query), transactions, RunView::of);
  }

  Uni<RunView> get(long id) {
    return transactions.read(() -> find(id)).map(RunView::of);
  }

  public Uni<RunDetailsView> details(long id) {
    return transactions
        .read(() -> find(id))
        .flatMap(
            run ->
                rows.read(run.flow, Subject.of(run.subject).id(), run.orderId, run.occurrence)
                    .flatMap(
                        payload ->
                            attempts(id)
                                .map(
                                    attempts ->
                                        new RunDetailsView(RunView.of(run), attempts, payload))));
  }

  private static Uni<ActionflowRun> find(long id) {
    return ActionflowRun.<ActionflowRun>findById(id).onItem().ifNull().failWith(() -> notFound(id));
  }

  private Uni<List<RunDetailsView.Attempt>> attempts(long id) {
    return database
        .preparedQuery(
            "select attempt, error, http_status, ended_at from actionflow_attempt where run_id = $1"
                + " order by attempt")
        .execute(Tuple.of(id))
        .map(
            found ->
                StreamSupport.stream(found.spliterator(), false)
                    .map(
                        row ->
                            new RunDetailsView.Attempt(
                                row.getInteger("attempt"),
                                row.getString("error"),
                                row.getInteger("http_status"),
                                row.getOffsetDateTime("ended_at").toInstant()))
                    .toList());
  }

  /** Makes a failed run wait again, with all its attempts. A waiting run becomes due at once. */
  Uni<RunView> retry(long id, Claim claim) {
    return transactions
        .write(
            () ->
                ActionflowRun.<ActionflowRun>findById(id, LockModeType.PESSIMISTIC_WRITE)
                    .onItem()
                    .ifNull()
                    .failWith(() -> notFound(id))
                    .invoke(Runs::queueAgain)
                    .call(run -> claim.made(id)))
        .map(RunView::of);
  }

  /** Cancels a run that failed or waits: its row no longer waits for it. */
  Uni<RunView> cancel(long id, Claim claim) {
    return transactions
        .write(
            () ->
                find(id)
                    .flatMap(
                        seen ->
                            Panache.getSession()
                                .flatMap(
                                    session ->
                                        RunOutcome.lock(session, ClaimedRun.of(seen))
                                            .invoke(locked -> session.detach(seen))))
                    // Read again, as it may have changed before the lock.
                    .flatMap(
                        locked ->
                            ActionflowRun.<ActionflowRun>findById(
                                id, LockModeType.PESSIMISTIC_WRITE))
                    .call(Runs::mustBeOpen)
                    .call(outcome::cancel)
                    .call(run -> claim.made(id)))
        .flatMap(run -> get(id));
  }

  private static Uni<Void> mustBeOpen(ActionflowRun run) {
    if (run.status == RunStatus.SUCCEEDED || run.status == RunStatus.CANCELED) {
      throw isOver(run.id, run.status);
    }
    return Uni.createFrom().voidItem();
  }

  private static void queueAgain(ActionflowRun run) {
    switch (run.status) {
      case FAILED -> run.queueAgain();
      case WAITING -> run.hurry();
      case SUCCEEDED, CANCELED -> throw isOver(run.id, run.status);
    }
  }

  /**
   * @return how many runs wait again
   */
  Uni<Long> retry(RetryRuns wanted, Claim claim) {
    var since = wanted.from();
    return transactions.write(
        () ->
            Panache.getSession()
                .flatMap(
                    session ->
                        session
                            .createMutationQuery(
                                """
                                update ActionflowRun set status = :waiting, retriedAt = attempts, claim = null, finishedAt = null,
                                  nextAttemptAt = instant
                                where status = :failed and finishedAt >= :since
                                  and target like :target escape '!'
                                """)
                            .setParameter("waiting", RunStatus.WAITING)
                            .setParameter("failed", RunStatus.FAILED)
                            .setParameter("since", since)
                            .setParameter("target", wanted.targetPattern())
                            .executeUpdate())
                .map(Integer::longValue)
                .call(claim::made));
  }

  static Refusal notFound(long id) {
    return Refusal.notFound("run", id);
  }

  static Refusal isOver(long id, RunStatus status) {
    return Refusal.of(
            "run-is-over",
            409,
            "The run is over",
            """
            Run %s has ended with the status %s. Only a run that failed, or that waits for its \
            next attempt, can be tried again or canceled.\
            """
                .formatted(id, status.text()))
        .with("status", status.text());
  }
}
