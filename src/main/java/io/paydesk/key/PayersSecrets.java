package io.paydesk.key;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Grant;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is true of all secrets that payers are given, tokens and links alike: only who may give them
 * out does, none outlives the key that asked for it, and those of one payer are taken back at once.
 */
@Singleton
public class PayersSecrets {

  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final Transactions transactions;
  private final KnownKeys known;
  private final boolean live;

  PayersSecrets(Transactions transactions, KnownKeys known, StripeAccountConfig account) {
    this.transactions = transactions;
    this.known = known;
    live = account.livemode();
  }

  /** Makes the row of a secret, in the transaction that is open, and says what is shown of it. */
  interface Row<V> {
    Uni<V> of(TokenText secret, Instant expires);
  }

  /**
   * Whoever may make orders alone does not open them.
   *
   * @throws Refusal {@code outside-the-scopes}, {@code token-without-subject}
   */
  public static void mustBeAllowed(SecurityIdentity shop) {
    Caller.of(shop); // the caller must have a name
    Grant.of(shop).ifPresent(grant -> grant.mustAllow("tokens", false));
  }

  /**
   * @param life which the maker's key may cut short
   * @throws Refusal {@code key-revoked} and the like
   */
  <V> Uni<V> give(TokenKind kind, Duration life, Maker maker, Row<V> row) {
    var secret = TokenText.random(kind, live);
    var wanted = Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
    return transactions.write(
        () ->
            maker
                .mustStillOpen()
                .map(end -> end != null && end.isBefore(wanted) ? end : wanted)
                .flatMap(expires -> row.of(secret, expires)));
  }

  /**
   * One that opens an order.
   *
   * @throws Refusal the same, and {@code not-found} where the order was deleted meanwhile
   */
  <V> Uni<V> giveForOrder(long orderId, TokenKind kind, Duration life, Maker maker, Row<V> row) {
    return give(kind, life, maker, row)
        .onFailure(failure -> FOREIGN_KEY_VIOLATION.equals(Transactions.sqlState(failure)))
        .transform(deletedMeanwhile -> Refusal.notFound("order", orderId));
  }

  /** Takes back the payer's tokens, and the links to their orders. */
  Uni<Void> takeBackAllOf(String userId) {
    return transactions
        .write(
            () -> {
              Transactions.afterCommit(() -> known.forget(userId));
              return delete("user_token", "user_id = :value", userId)
                  .chain(
                      () ->
                          delete(
                              "pay_link",
                              "user_id = :value or order_id in (select id from orders where user_id = :value)",
                              userId));
            })
        .replaceWithVoid();
  }

  /** Deletes what a key gave out, in the transaction that is open. */
  static Uni<Void> deleteThoseBy(String creator) {
    return delete("user_token", "created_by = :value", creator)
        .chain(() -> delete("pay_link", "created_by = :value", creator));
  }

  private static Uni<Void> delete(String table, String where, String value) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery("delete from " + table + " where " + where)
                    .setParameter("value", value)
                    .executeUpdate())
        .replaceWithVoid();
  }
}
