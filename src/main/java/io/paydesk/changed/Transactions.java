package io.paydesk.changed;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where every write transaction goes through. Call it on a Vert.x context, never from a worker
 * thread, and call nothing outside the database within it: no transaction stays open across a call
 * to Stripe.
 */
@Singleton
public class Transactions {

  /**
   * serialization_failure and deadlock_detected: the transaction did nothing and may be tried again
   * at once.
   *
   * @see <a
   *     href="https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html">PostgreSQL</a>
   */
  private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

  /**
   * All writers lock in one order, so a second collision in a row is rare and a sixth is a fault.
   */
  private static final int TRIES = 5;

  private final Event<RowsCommitted> committed;

  Transactions(Event<RowsCommitted> committed) {
    this.committed = committed;
  }

  /**
   * Runs the work in a session and transaction of its own, again from its start after a deadlock,
   * and tells whoever observes {@link RowsCommitted} when it is committed.
   */
  public <T> Uni<T> write(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(() -> Panache.withTransaction(work))
        .onFailure(Transactions::collided)
        .retry()
        .atMost(TRIES)
        .invoke(() -> committed.fire(new RowsCommitted()));
  }

  /** Runs the work in a session of its own, without a transaction. */
  public <T> Uni<T> read(Supplier<Uni<T>> work) {
    return Uni.createFrom().deferred(() -> Panache.withSession(work));
  }

  private static boolean collided(Throwable failure) {
    return sqlState(failure) != null && TRY_AGAIN.contains(sqlState(failure));
  }

  /**
   * The five letters by which PostgreSQL names an error, or null when the failure is not one of its
   * own.
   */
  public static String sqlState(Throwable failure) {
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
