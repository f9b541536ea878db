package io.paydesk.stream;

import io.paydesk.caller.Caller;
import io.paydesk.problem.HttpProblems;
import io.paydesk.transaction.ScheduledRound;
import io.paydesk.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * Secrets that open streams, for browsers, which cannot send a token with an EventSource. The table
 * has their hashes, so each works in every process, and a single one works only once in all of
 * them.
 */
@Singleton
class StreamTickets {

  /**
   * Time enough to open a stream, and too short for a secret in logs and browser histories to be of
   * use.
   */
  static final Duration LIFE = Duration.ofSeconds(60);

  private static final int BYTES = 32;

  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final Pool database;

  StreamTickets(Pool database) {
    this.database = database;
  }

  /**
   * @param secret never stored
   */
  record Single(String secret, Instant expires) {}

  /** A secret that opens one stream, within a minute. */
  Uni<Single> single(Pass pass) {
    var soon = Instant.now().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
    var expires = soon.isBefore(pass.until()) ? soon : pass.until();
    return issue(pass, true, expires).map(secret -> new Single(secret, expires));
  }

  /** A secret that opens any number of streams while the token is valid. */
  Uni<String> lasting(Pass pass) {
    return issue(pass, false, pass.until());
  }

  private Uni<String> issue(Pass pass, boolean singleUse, Instant expires) {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return database
        .preparedQuery(
            """
            insert into stream_ticket
              (hash, single_use, user_id, service, admin, support, order_id, payment_id, expires_at, stream_until,
               pay_link_id, console_session)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, decode($12, 'hex'))
            """)
        .execute(
            Tuple.from(
                new Object[] {
                  Buffer.buffer(hash(secret)),
                  singleUse,
                  pass.caller().userId(),
                  pass.caller().service(),
                  pass.caller().admin(),
                  pass.caller().support(),
                  pass.orderId(),
                  pass.paymentId(),
                  expires.atOffset(ZoneOffset.UTC),
                  pass.until().atOffset(ZoneOffset.UTC),
                  pass.caller().link(),
                  pass.session()
                }))
        .onFailure(failure -> FOREIGN_KEY_VIOLATION.equals(Transactions.sqlState(failure)))
        .transform(linkOrSessionEnded -> HttpProblems.of(401))
        .replaceWith(secret);
  }

  /** Uses up a single ticket; empty if it was used, has expired or never existed. */
  Uni<Optional<Pass>> use(String secret) {
    return find("delete from stream_ticket where hash = $1 and single_use returning *", secret);
  }

  /** What a lasting ticket is for; empty if it has expired or never existed. */
  Uni<Optional<Pass>> show(String secret) {
    return find("select * from stream_ticket where hash = $1 and not single_use", secret);
  }

  private Uni<Optional<Pass>> find(String sql, String secret) {
    return database
        .preparedQuery(
            "with t as (%s) select *, encode(console_session, 'hex') as session from t where expires_at > now()"
                .formatted(sql))
        .execute(Tuple.of(Buffer.buffer(hash(secret))))
        .map(StreamTickets::pass);
  }

  private static Optional<Pass> pass(RowSet<Row> rows) {
    for (var row : rows) {
      var caller =
          new Caller(
              row.getString("user_id"),
              row.getBoolean("service"),
              row.getBoolean("admin"),
              row.getBoolean("support"),
              null,
              row.getLong("pay_link_id"),
              false);
      return Optional.of(
          new Pass(
              caller,
              row.getLong("order_id"),
              row.getLong("payment_id"),
              row.getOffsetDateTime("stream_until").toInstant(),
              row.getString("session")));
    }
    return Optional.empty();
  }

  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ScheduledRound
  @Scheduled(every = "5m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forgetExpired() {
    return database
        .query("delete from stream_ticket where expires_at < now()")
        .execute()
        .replaceWithVoid();
  }
}
