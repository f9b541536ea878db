package io.paydesk.key;

import io.paydesk.problem.Refusal;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.transaction.ScheduledRound;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived tokens of payers, for shops without an identity provider. They are chance, and their
 * hashes are in a table: nobody has a key to sign with that could be lost, and each can be taken
 * back.
 */
@Singleton
class UserTokens {

  private final Transactions transactions;
  private final Pool database;
  private final KnownKeys known;
  private final boolean live;

  UserTokens(
      Transactions transactions, Pool database, KnownKeys known, StripeAccountConfig account) {
    this.transactions = transactions;
    this.database = database;
    this.known = known;
    live = account.livemode();
  }

  /**
   * It does not outlive the key that asks for it.
   *
   * @throws Refusal {@code key-revoked} and the like
   */
  Uni<UserTokenView> issue(String userId, Duration life, Maker maker) {
    return issue(userId, null, life, maker);
  }

  /**
   * @param orderId the only one that it opens; null of a user
   */
  Uni<UserTokenView> issue(String userId, @Nullable Long orderId, Duration life, Maker maker) {
    var token = TokenText.random(TokenKind.USER_TOKEN, live);
    var wanted = Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
    return transactions.write(
        () ->
            maker
                .mustStillOpen()
                .map(end -> end != null && end.isBefore(wanted) ? end : wanted)
                .call(expires -> insert(token, userId, orderId, maker, expires))
                .map(expires -> new UserTokenView(token.text(), userId, expires)));
  }

  private static Uni<Integer> insert(
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
                    .executeUpdate());
  }

  Uni<Void> revoke(String userId) {
    return transactions
        .write(
            () -> {
              Transactions.afterCommit(() -> known.forget(userId));
              return delete("user_id", userId).chain(() -> PayLinks.deleteThoseOf(userId));
            })
        .replaceWithVoid();
  }

  /** In the transaction that is open. */
  static Uni<Void> deleteThoseBy(String creator) {
    return delete("created_by", creator).chain(() -> PayLinks.deleteThoseBy(creator));
  }

  private static Uni<Void> delete(String column, String value) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery("delete from user_token where " + column + " = :value")
                    .setParameter("value", value)
                    .executeUpdate())
        .replaceWithVoid();
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
