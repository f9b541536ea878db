package io.paydesk.key;

import io.paydesk.problem.Refusal;
import io.paydesk.transaction.ScheduledRound;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived tokens of payers, for shops without an identity provider. They are chance, and their
 * hashes are in a table: nobody has a key to sign with that could be lost, and each can be taken
 * back.
 */
@Singleton
class UserTokens {

  private final PayersSecrets secrets;
  private final Pool database;

  UserTokens(PayersSecrets secrets, Pool database) {
    this.secrets = secrets;
    this.database = database;
  }

  /**
   * @throws Refusal {@code key-revoked} and the like
   */
  Uni<UserTokenView> issue(String userId, Duration life, Maker maker) {
    return secrets.give(
        TokenKind.USER_TOKEN,
        life,
        maker,
        (token, expires) -> insert(token, userId, null, maker, expires));
  }

  /**
   * @param orderId the only one that it opens
   * @throws Refusal the same, and {@code not-found}
   */
  Uni<UserTokenView> issueForOrder(String guest, long orderId, Duration life, Maker maker) {
    return secrets.giveForOrder(
        orderId,
        TokenKind.USER_TOKEN,
        life,
        maker,
        (token, expires) -> insert(token, guest, orderId, maker, expires));
  }

  private static Uni<UserTokenView> insert(
      TokenText token, String userId, @Nullable Long orderId, Maker maker, Instant expires) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into user_token (hash, user_id, order_id, created_by, expires_at)
                        values (:hash, :user, cast(:order as bigint), :creator, :expires)
                        """)
                    .setParameter("hash", token.hash())
                    .setParameter("user", userId)
                    .setParameter("order", orderId)
                    .setParameter("creator", maker.name())
                    .setParameter("expires", expires)
                    .executeUpdate())
        .replaceWith(new UserTokenView(token.text(), userId, expires));
  }

  /** A day later its holder is no longer told that it has expired, only that it is unknown. */
  @ScheduledRound
  @Scheduled(every = "5m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forgetExpired() {
    return database
        .query("delete from user_token where expires_at < now() - interval '1 day'")
        .execute()
        .replaceWithVoid();
  }
}
