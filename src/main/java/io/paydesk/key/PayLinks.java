package io.paydesk.key;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.stripe.StripeAccountConfig;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.ScheduledRound;
import io.paydesk.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links to the payer's page. The token of a link opens one order, to be paid and followed, and
 * nothing else.
 */
@Singleton
public class PayLinks {

  private static final String TAKE_BACK_UNUSED =
      """
      delete from pay_link l where l.order_id = $1 and l.id = any($2)
        and not exists (select from handed_secret h where h.pay_link_id = l.id)
      returning (select o.user_id from orders o where o.id = $1) as owner
      """;

  private final Transactions transactions;
  private final Pool database;
  private final KnownKeys known;
  private final PayersSecrets secrets;
  private final boolean live;

  PayLinks(
      Transactions transactions,
      Pool database,
      KnownKeys known,
      PayersSecrets secrets,
      StripeAccountConfig account) {
    this.transactions = transactions;
    this.database = database;
    this.known = known;
    this.secrets = secrets;
    live = account.livemode();
  }

  /** A link's token, which is shown once. */
  public record Issued(long id, String token, Instant expiresAt) {

    @Override
    public String toString() {
      return "pay-link " + id + " until " + expiresAt;
    }
  }

  /**
   * What a token opens.
   *
   * @param orderId {@link Caller#CARDS_ALONE} of a link to saved cards
   * @param payer whoever has the link
   * @param returnUrl where the payer goes back to; null for nowhere
   * @param expired whether it opens nothing any more
   */
  public record Opened(long orderId, Caller payer, @Nullable String returnUrl, boolean expired) {}

  /**
   * A further one; those from before stay good until they expire. It does not outlive the key that
   * asks for it.
   *
   * @param returnUrl that payers may be sent to; null for none
   * @param savedCards whether it offers the owner's saved cards: then it is for the owner alone
   * @throws Refusal {@code outside-the-scopes}, {@code key-revoked} and the like, {@code not-found}
   *     where the order was deleted meanwhile
   */
  public Uni<Issued> issue(
      long orderId,
      Duration life,
      @Nullable String returnUrl,
      boolean savedCards,
      SecurityIdentity shop) {
    PayersSecrets.mustBeAllowed(shop);
    return issue(orderId, life, returnUrl, savedCards, Maker.of(shop));
  }

  /**
   * The same for somebody who asked for it before, and was allowed to.
   *
   * @throws Refusal {@code key-revoked} and the like, where their key has ended since; {@code
   *     not-found}
   */
  public Uni<Issued> issue(
      long orderId, Duration life, @Nullable String returnUrl, boolean savedCards, Maker maker) {
    return secrets.giveForOrder(
        orderId,
        TokenKind.PAY_LINK,
        life,
        maker,
        (token, expires) ->
            PayLink.of(token, orderId, returnUrl, maker, expires)
                .withSavedCards(savedCards)
                .<PayLink>persistAndFlush()
                .map(link -> new Issued(link.id, token.text(), expires)));
  }

  /** Those of an order, newest first, also such as have expired. */
  public Uni<Page<ListedPayLinkView>> list(long orderId, PageQuery page) {
    return Listing.of(PayLink.class, page)
        .only("orderId", orderId)
        .read(transactions, link -> link.id, ListedPayLinkView::of);
  }

  /**
   * It opens nothing any more: here at once, in other processes five seconds later.
   *
   * @param owner of the order
   * @throws Refusal {@code not-found} where the order has no such link
   */
  public Uni<Void> takeBack(long orderId, long id, String owner) {
    return transactions
        .write(
            () -> {
              Transactions.afterCommit(() -> known.forget(owner));
              return PayLink.delete("id = ?1 and orderId = ?2", id, orderId);
            })
        .invoke(
            deleted -> {
              if (deleted == 0) {
                throw Refusal.notFound("payLink", id);
              }
            })
        .replaceWithVoid();
  }

  /**
   * Takes back those of an order that were in mails which did not go out, as far as is known. One
   * that its payer was given a secret by, to pay with, has arrived all the same, and stays.
   */
  public Uni<Void> takeBackUnused(long orderId, List<Long> ids) {
    return database
        .preparedQuery(TAKE_BACK_UNUSED)
        .execute(Tuple.of(orderId, ids.toArray(Long[]::new)))
        .invoke(gone -> gone.forEach(row -> known.forget(row.getString("owner"))))
        .replaceWithVoid();
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
        Caller.byLink(holder.name(), order, requireNonNull(holder.link()), holder.cards()),
        returnUrl,
        holder.refused(Instant.now()) != null);
  }

  private Uni<@Nullable String> returnUrl(TokenText token) {
    return database
        .preparedQuery("select return_url from pay_link where hash = $1")
        .execute(Tuple.of(Buffer.buffer(token.hash())))
        .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString("return_url"));
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
