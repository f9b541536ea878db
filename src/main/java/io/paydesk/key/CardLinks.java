package io.paydesk.key;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.Page;
import io.paydesk.rest.PageQuery;
import io.paydesk.transaction.Listing;
import io.paydesk.transaction.Transactions;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Links to the saved cards of one payer. They are pay-links that open no order, so they are found,
 * expire and end with their maker's key like those.
 */
@Singleton
public class CardLinks {

  private final Transactions transactions;
  private final KnownKeys known;
  private final PayersSecrets secrets;

  CardLinks(Transactions transactions, KnownKeys known, PayersSecrets secrets) {
    this.transactions = transactions;
    this.known = known;
    this.secrets = secrets;
  }

  /**
   * A further one; those from before stay good until they expire. It does not outlive the key that
   * asks for it.
   *
   * @param userId a user's
   * @param returnUrl that payers may be sent to; null for none
   * @throws Refusal {@code outside-the-scopes}, {@code key-revoked} and the like
   */
  public Uni<PayLinks.Issued> issue(
      String userId, Duration life, @Nullable String returnUrl, SecurityIdentity shop) {
    PayersSecrets.mustBeAllowed(shop);
    var maker = Maker.of(shop);
    return secrets.give(
        TokenKind.PAY_LINK,
        life,
        maker,
        (token, expires) ->
            PayLink.toCards(token, userId, returnUrl, maker, expires)
                .<PayLink>persistAndFlush()
                .map(link -> new PayLinks.Issued(link.id, token.text(), expires)));
  }

  /** Those of a payer, newest first, also such as have expired. */
  public Uni<Page<ListedCardLinkView>> list(String userId, PageQuery page) {
    return Listing.of(PayLink.class, page)
        .only("userId", userId)
        .read(transactions, link -> link.id, ListedCardLinkView::of);
  }

  /**
   * It opens nothing any more: here at once, in other processes five seconds later.
   *
   * @throws Refusal {@code not-found} where the payer has no such link
   */
  public Uni<Void> takeBack(String userId, long id) {
    return transactions
        .write(
            () -> {
              Transactions.afterCommit(() -> known.forget(userId));
              return PayLink.delete("id = ?1 and userId = ?2", id, userId);
            })
        .invoke(
            deleted -> {
              if (deleted == 0) {
                throw Refusal.notFound("cardLink", id);
              }
            })
        .replaceWithVoid();
  }
}
