package io.paydesk.transaction;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The clock that all replicas share. Which of two looks at Stripe is the newer must not depend on
 * whose own clock is ahead.
 */
public final class DatabaseClock {

  /** In HQL, whose plan Hibernate keeps by its text. */
  private static final String NOW =
      "select cast(sql('extract(epoch from clock_timestamp()) * 1000000') as Long)";

  private DatabaseClock() {}

  /** Within a session. */
  public static Uni<Instant> now() {
    return Panache.getSession()
        .flatMap(session -> session.createSelectionQuery(NOW, Long.class).getSingleResult())
        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
