package io.paydesk.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The table of the sessions. The database's clock alone decides when one ends. */
@Singleton
class SessionRows {

  private static final Logger LOG = Logger.getLogger(SessionRows.class);

  private static final int AT_ONCE = 1_000;

  private static final String BEGIN =
      """
      insert into console_session (hash, key_secret_id, holder, role, ends_at)
      values ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')
      """;

  private static final String FIND =
      """
      select key_secret_id, holder, role, created_at, ends_at,
        last_used_at < now() - $2 * interval '100 microseconds' as note_use
      from console_session
      where hash = $1 and ends_at > now() and last_used_at > now() - $2 * interval '1 millisecond'
      """;

  private static final String USED =
      """
      update console_session set last_used_at = now() where hash =
        (select hash from console_session where hash = $1 for no key update skip locked)
      """;

  private static final String END = "delete from console_session where hash = $1";

  private static final String END_ALL =
      """
      delete from console_session where holder =
        (select holder from console_session where hash = $1 and ends_at > now())
      """;

  private static final String FORGET =
      """
      delete from console_session where hash in (
        select hash from console_session
        where ends_at < now() or last_used_at < now() - $1 * interval '1 millisecond'
        limit $2 for update skip locked)
      """;

  private final Pool database;
  private final SessionConfig config;

  SessionRows(Pool database, SessionConfig config) {
    this.database = database;
    this.config = config;
  }

  /**
   * @param keySecret null of who came by OIDC
   */
  record Found(
      @Nullable Long keySecret, String holder, String role, Instant since, Instant until) {}

  Uni<Void> begin(SessionSecret secret, @Nullable Long keySecret, String holder, String role) {
    return database
        .preparedQuery(BEGIN)
        .execute(Tuple.of(hash(secret), keySecret, holder, role, millis(config.longest())))
        .replaceWithVoid();
  }

  /**
   * Empty where it was never there, or has ended.
   *
   * @param byHand whether somebody did something, or the page asks by itself
   */
  Uni<Optional<Found>> find(SessionSecret secret, boolean byHand) {
    return database
        .preparedQuery(FIND)
        .execute(Tuple.of(hash(secret), millis(config.idle())))
        .map(
            rows -> {
              for (var row : rows) {
                if (byHand && row.getBoolean("note_use")) {
                  noteUse(secret);
                }
                return Optional.of(found(row));
              }
              return Optional.empty();
            });
  }

  private static Found found(Row row) {
    return new Found(
        row.getLong("key_secret_id"),
        row.getString("holder"),
        row.getString("role"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant());
  }

  /** Nobody waits for it. */
  private void noteUse(SessionSecret secret) {
    database
        .preparedQuery(USED)
        .execute(Tuple.of(hash(secret)))
        .subscribe()
        .with(done -> {}, failure -> LOG.debug("The use of a session was not noted", failure));
  }

  Uni<Void> end(SessionSecret secret) {
    return database.preparedQuery(END).execute(Tuple.of(hash(secret))).replaceWithVoid();
  }

  /** Ends all of whoever has this one. */
  Uni<Void> endAll(SessionSecret secret) {
    return database.preparedQuery(END_ALL).execute(Tuple.of(hash(secret))).replaceWithVoid();
  }

  /** Deletes those that have ended. */
  Uni<Void> forgetEnded() {
    return database
        .preparedQuery(FORGET)
        .execute(Tuple.of(millis(config.idle()), AT_ONCE))
        .flatMap(gone -> gone.rowCount() == AT_ONCE ? forgetEnded() : Uni.createFrom().voidItem());
  }

  private static Buffer hash(SessionSecret secret) {
    return Buffer.buffer(secret.hash());
  }

  /** PostgreSQL multiplies intervals by double precision. */
  private static double millis(Duration time) {
    return (double) time.toMillis();
  }
}
