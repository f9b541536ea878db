package io.paydesk.key;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.problem.Refusal;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.transaction.ScheduledRound;
import io.paydesk.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links to the payer's page. The token of a link opens one order, as its owner sees and pays it,
 * and nothing else.
 */
@Singleton
public class PayLinks {

  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final Transactions transactions;
  private final Pool database;
  private final KnownKeys known;
  private final boolean live;

  PayLinks(Transactions transactions, Pool database, KnownKeys known, StripeAccountConfig account) {
    this.transactions = transactions;
    this.database = database;
    this.known = known;
    live = account.livemode();
  }

  /** A link's token, which is shown once. */
  public record Issued(String token, Instant expiresAt) {

    @Override
    public String toString() {
      return "a pay-link until " + expiresAt;
    }
  }

  /**
   * What a token opens.
   *
   * @param payer the order's owner, bound to the order
   * @param returnUrl where the payer goes back to; null for nowhere
   * @param expired whether it opens nothing any more
   */
  public record Opened(long orderId, Caller payer, @Nullable String returnUrl, boolean expired) {}

  /**
   * A further one; those from before stay good until they expire. It does not outlive the key that
   * asks for it.
   *
   * @param returnUrl that payers may be sent to; null for none
   * @throws Refusal {@code outside-the-scopes}, {@code key-revoked} and the like, {@code not-found}
   *     where the order was deleted meanwhile
   */
  public Uni<Issued> issue(
      long orderId, Duration life, @Nullable String returnUrl, SecurityIdentity shop) {
    GuestTokens.mustBeAllowed(shop);
    var maker = Maker.of(shop);
    var token = TokenText.random(TokenKind.PAY_LINK, live);
    var wanted = Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
    return transactions
        .write(
            () ->
                maker
                    .mustStillOpen()
                    .map(end -> end != null && end.isBefore(wanted) ? end : wanted)
                    .call(expires -> insert(token, orderId, returnUrl, maker, expires)))
        .map(expires -> new Issued(token.text(), expires))
        .onFailure(failure -> FOREIGN_KEY_VIOLATION.equals(Transactions.sqlState(failure)))
        .transform(deletedMeanwhile -> Refusal.notFound("order", orderId));
  }

  private static Uni<Integer> insert(
      TokenText token, long orderId, @Nullable String returnUrl, Maker maker, Instant expires) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        """
                        insert into pay_link (hash, order_id, return_url, created_by, expires_at)
                        values (:hash, :order, cast(:url as text), :creator, :expires)
                        """)
                    .setParameter("hash", token.hash())
                    .setParameter("order", orderId)
                    .setParameter("url", returnUrl)
                    .setParameter("creator", maker.name())
                    .setParameter("expires", expires)
                    .executeUpdate());
  }

  /**
   * @param text as it stands in an address; may be anything
   * @return empty where it is no link of this service's, or is forgotten
   * @throws Refusal {@code busy}
   */
  public Uni<Optional<Opened>> open(String text) {
    var token =
        TokenText.read(text)
            .filter(read -> read.kind() == TokenKind.PAY_LINK && read.live() == live);
    if (token.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return known
        .holderOf(token.get())
        .flatMap(
            holder ->
                holder.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : returnUrl(token.get()).map(url -> Optional.of(opened(holder.get(), url))));
  }

  private static Opened opened(Holder holder, @Nullable String returnUrl) {
    long order = requireNonNull(holder.orderId());
    return new Opened(
        order,
        new Caller(holder.name(), false, false, false, order),
        returnUrl,
        holder.refused(Instant.now()) != null);
  }

  private Uni<@Nullable String> returnUrl(TokenText token) {
    return database
        .preparedQuery("select return_url from pay_link where hash = $1")
        .execute(Tuple.of(Buffer.buffer(token.hash())))
        .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString("return_url"));
  }

  /** All to orders of a payer, in the transaction that is open. */
  static Uni<Void> deleteThoseOf(String userId) {
    return delete("order_id in (select id from orders where user_id = :value)", userId);
  }

  /** In the transaction that is open. */
  static Uni<Void> deleteThoseBy(String creator) {
    return delete("created_by = :value", creator);
  }

  private static Uni<Void> delete(String where, String value) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery("delete from pay_link where " + where)
                    .setParameter("value", value)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** For a month its page says that it has expired, and not only that nobody knows it. */
  @ScheduledRound
  @Scheduled(every = "1h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forgetExpired() {
    return database
        .query("delete from pay_link where expires_at < now() - interval '30 days'")
        .execute()
        .replaceWithVoid();
  }
}
