package io.paydesk.transaction;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The clock that all replicas share: which of two answers of Stripe's is newer must not depend on a
 * replica's clock.
 */
public final class DatabaseClock {

  /**
   * The time as a column of an HQL query, for {@link #time}: whoever asks for a row anyway asks for
   * the time with it.
   */
  public static final String COLUMN =
      "cast(sql('extract(epoch from clock_timestamp()) * 1000000') as Long)";

  /** In HQL, so that Hibernate caches its query plan. */
  private static final String NOW = "select " + COLUMN;

  private DatabaseClock() {}

  /** Call it in a session. */
  public static Uni<Instant> now() {
    return Panache.getSession()
        .flatMap(session -> session.createSelectionQuery(NOW, Long.class).getSingleResult())
        .map(DatabaseClock::time);
  }

  /**
   * @param column what {@link #COLUMN} was answered: microseconds
   */
  public static Instant time(long column) {
    return Instant.EPOCH.plus(column, ChronoUnit.MICROS);
  }
}
