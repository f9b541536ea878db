package io.paydesk.transaction;

import io.paydesk.problem.Refusal;
import io.paydesk.trace.Trail;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.StaleStateException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every session and every write transaction goes through it, and ends by itself also when its
 * caller is gone. Call it on a Vert.x context, never on a worker thread. Call nothing outside the
 * database from within: no transaction stays open across a call to Stripe.
 */
@Singleton
public class Transactions {

  private static final Logger LOG = Logger.getLogger(Transactions.class);

  /**
   * serialization_failure and deadlock_detected: the transaction did nothing and may be retried at
   * once.
   *
   * @see <a
   *     href="https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html">PostgreSQL</a>
   */
  private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

  /** lock_not_available and query_canceled: the timeouts of application.properties. */
  private static final Set<String> TOOK_TOO_LONG = Set.of("55P03", "57014");

  /**
   * All writers lock in one order, so a second collision in a row is rare and a sixth is a fault.
   */
  private static final int TRIES = 5;

  private static final String OPEN = Transactions.class.getName() + ".open";

  private static final String AFTER = Transactions.class.getName() + ".after";

  private final Event<RowsCommitted> committed;
  private final Transitions transitions;
  private final Instance<TransitionKeeper> keepers;
  private final Instance<Witness> witnesses;

  Transactions(
      Event<RowsCommitted> committed,
      Transitions transitions,
      @Any Instance<TransitionKeeper> keepers,
      @Any Instance<Witness> witnesses) {
    this.committed = committed;
    this.transitions = transitions;
    this.keepers = keepers;
    this.witnesses = witnesses;
  }

  /**
   * Runs the work in a session and transaction of its own, again from its start after a collision,
   * and fires {@link RowsCommitted} after the commit.
   *
   * @throws Refusal {@code busy}, where a row stayed locked for too long
   */
  public <T> Uni<T> write(Supplier<Uni<T>> work) {
    return write(work, this::witnessed);
  }

  /**
   * As {@link #write}, without a {@link Witness}: for rows that a call needs on its way, such as
   * its key or the payer's Customer, and that change nothing of what it is about.
   */
  public <T> Uni<T> writeAside(Supplier<Uni<T>> work) {
    return write(work, () -> Uni.createFrom().voidItem());
  }

  private <T> Uni<T> write(Supplier<Uni<T>> work, Supplier<Uni<Void>> witness) {
    return alone(() -> attempt(work, witness))
        .onFailure(Transactions::collided)
        .retry()
        .atMost(TRIES)
        .onFailure(Transactions::isTooSlow)
        .transform(failure -> busy())
        .invoke(kept -> publish(kept.followed))
        .map(kept -> kept.result)
        .plug(ToItsEnd.go());
  }

  private <T> Uni<Kept<T>> attempt(Supplier<Uni<T>> work, Supplier<Uni<Void>> witness) {
    var context = Vertx.currentContext();
    var then = new ArrayList<Runnable>();
    context.putLocal(AFTER, then);
    transitions.begin(context);
    var undone = witnesses.stream().map(Witness::beforeTry).toList();
    return Panache.withTransaction(() -> keeping(work, witness))
        .onFailure()
        .invoke(() -> undone.forEach(Runnable::run))
        .invoke(() -> then.forEach(Transactions::run))
        .onTermination()
        .invoke(
            () -> {
              context.removeLocal(AFTER);
              transitions.end(context);
            });
  }

  private Uni<Void> witnessed() {
    return Multi.createFrom()
        .iterable(witnesses)
        .onItem()
        .transformToUniAndConcatenate(Witness::witness)
        .collect()
        .last();
  }

  private record Kept<T>(T result, boolean followed) {}

  /** Commits the runs that follow a transition together with it. */
  private <T> Uni<Kept<T>> keeping(Supplier<Uni<T>> work, Supplier<Uni<Void>> witness) {
    return work.get()
        .call(() -> witness.get())
        .flatMap(
            result -> {
              var noted = transitions.recorded();
              if (noted.isEmpty()) {
                return Uni.createFrom().item(new Kept<>(result, false));
              }
              return Multi.createFrom()
                  .iterable(keepers)
                  .onItem()
                  .transformToUniAndConcatenate(keeper -> keeper.keep(noted))
                  .collect()
                  .asList()
                  .map(followed -> new Kept<>(result, followed.contains(true)));
            });
  }

  /**
   * Runs this after the commit of the current transaction, and not at all if it fails; retries
   * count once. Without a transaction, at once.
   */
  public static void afterCommit(Runnable task) {
    var context = Vertx.currentContext();
    List<Runnable> then = context == null ? null : context.getLocal(AFTER);
    if (then == null) {
      run(task);
    } else {
      var trail = Trail.here();
      then.add(() -> trail.during(task));
    }
  }

  /** The commit stands, even if a task fails. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("Work after a commit failed", e);
    }
  }

  /** Runs the work in a session of its own, without a transaction, and without changing rows. */
  public <T> Uni<T> read(Supplier<Uni<T>> work) {
    return alone(() -> ReadSession.of(work)).plug(ToItsEnd.go());
  }

  /** As {@link #read}, but PostgreSQL ends it after this time: see {@link #isTooSlow}. */
  public <T> Uni<T> readWithin(Duration most, Supplier<Uni<T>> work) {
    var limit = "select set_config('statement_timeout', '%d', true)".formatted(most.toMillis());
    return alone(
            () ->
                Panache.withTransaction(
                    () ->
                        Panache.getSession()
                            .flatMap(session -> session.createNativeQuery(limit).getSingleResult())
                            .flatMap(ignored -> work.get())))
        .plug(ToItsEnd.go());
  }

  /** Whether PostgreSQL has ended it, as it took too long. */
  public static boolean isTooSlow(Throwable failure) {
    return TOOK_TOO_LONG.contains(String.valueOf(sqlState(failure)));
  }

  /** A session belongs to its context, so a second one at the same time would be the same one. */
  private static <T> Uni<T> alone(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var context = Vertx.currentContext();
              if (context.getLocal(OPEN) != null) {
                throw new IllegalStateException(
                    "a session is open in this context: use OwnContext");
              }
              context.putLocal(OPEN, true);
              return work.get().onTermination().invoke(() -> context.removeLocal(OPEN));
            });
  }

  /** The commit stands, even if an observer fails. */
  private void publish(boolean followed) {
    try {
      committed.fire(new RowsCommitted(followed));
    } catch (RuntimeException e) {
      LOG.error("An observer of committed rows failed", e);
    }
  }

  private static boolean collided(Throwable failure) {
    return failure instanceof OptimisticLockException
        || failure instanceof StaleStateException
        || sqlState(failure) != null && TRY_AGAIN.contains(sqlState(failure));
  }

  static Refusal busy() {
    return Refusal.of(
        "busy",
        503,
        "Busy",
        "Something else has held this row for seconds. Send the same request again: it goes on"
            + " where this one stopped.");
  }

  /** PostgreSQL's error code of five characters, or null for any other failure. */
  public static @Nullable String sqlState(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException database) {
        return database.getSqlState();
      }
      if (cause instanceof SQLException translated && translated.getSQLState() != null) {
        return translated.getSQLState();
      }
    }
    return null;
  }
}
