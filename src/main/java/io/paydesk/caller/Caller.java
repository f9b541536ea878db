package io.paydesk.caller;

import io.paydesk.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking. One rule holds for all rows: an owner sees their own, a service, an admin or
 * support sees all, and anybody else is answered as if the row did not exist.
 *
 * @param userId the token's {@code sub}; of an API key {@code key:} and its id, whatever its secret
 * @param support reads what a service reads, and changes next to nothing: see {@link RoleGate}
 * @param orderId the only order whose rows they see; null for all of their own
 * @param link by which they see it, as its owner would: they need not be that user; null without
 * @param cards whether the link shows its payer their saved methods: the shop has given it to the
 *     payer whom it knows
 */
public record Caller(
    String userId,
    boolean service,
    boolean admin,
    boolean support,
    @Nullable Long orderId,
    @Nullable Long link,
    boolean cards) {

  public static final String SERVICE = "service";
  public static final String ADMIN = "admin";
  public static final String SUPPORT = "support";

  /** The length of the tables' user_id. */
  private static final int LONGEST = 255;

  /** Is no order's id. */
  private static final long NO_ORDER = 0;

  /** In place of the order's id for who has a link to saved methods alone. */
  public static final long CARDS_ALONE = -1;

  /** Who is not bound to one order. */
  public Caller(String userId, boolean service, boolean admin, boolean support) {
    this(userId, service, admin, support, null, null, false);
  }

  /**
   * @throws Refusal {@code token-without-subject}: a valid token that names nobody
   */
  public static Caller of(SecurityIdentity identity) {
    if (!isKnown(identity)) {
      throw namesNobody();
    }
    return new Caller(
        identity.getPrincipal().getName(),
        identity.hasRole(SERVICE),
        identity.hasRole(ADMIN),
        identity.hasRole(SUPPORT),
        Grant.of(identity).map(Grant::orderId).orElse(null),
        Grant.of(identity).map(Grant::link).orElse(null),
        Grant.of(identity).map(Grant::cards).orElse(false));
  }

  /**
   * Who has a link to an order.
   *
   * @param owner of the order
   */
  public static Caller byLink(String owner, long orderId, long link) {
    return byLink(owner, orderId, link, false);
  }

  /**
   * @param orderId {@link #CARDS_ALONE} where it opens no order
   * @param cards whether it shows the owner's saved methods
   */
  public static Caller byLink(String owner, long orderId, long link, boolean cards) {
    return new Caller(owner, false, false, false, orderId, link, cards);
  }

  /** Who answers for what they do: of whoever has a link the link, and not the order's owner. */
  public String name() {
    return link == null ? userId : LinkHolder.name(link);
  }

  /** Whether the token names somebody. */
  public static boolean isKnown(SecurityIdentity identity) {
    var userId = identity.getPrincipal().getName();
    return namesSomebody(userId) && (!isOurs(userId) || Grant.of(identity).isPresent());
  }

  /** Whether a user could be called this. */
  public static boolean isUser(String userId) {
    return namesSomebody(userId) && !isOurs(userId);
  }

  /** Whether only this service calls somebody this: a key, a guest, or whoever has a link. */
  private static boolean isOurs(String userId) {
    return userId.startsWith(Grant.HOLDER) || Guest.is(userId) || LinkHolder.is(userId);
  }

  private static boolean namesSomebody(@Nullable String userId) {
    return userId != null
        && !userId.isBlank()
        && userId.codePointCount(0, userId.length()) <= LONGEST
        && userId.chars().noneMatch(Character::isISOControl);
  }

  private static Refusal namesNobody() {
    return Refusal.of(
        "token-without-subject",
        401,
        "The token names nobody",
        "The token is valid, but its 'sub' claim is missing, longer than 255 characters, not"
            + " plain text, or begins with 'key:', 'paydesk-guest:' or 'paydesk-link'. Ask the provider for a"
            + " token of a user.");
  }

  /**
   * Whose rows a list shows to this caller.
   *
   * @param asked the user to list; null for all whom the caller may see
   * @return null for everybody's; empty, which is no userId, for nobody's
   */
  public @Nullable String listed(@Nullable String asked) {
    if (seesAll()) {
      return asked;
    }
    return asked == null || asked.equals(userId) ? userId : "";
  }

  public boolean seesAll() {
    return service || admin || support;
  }

  /**
   * Of which order a list shows rows to this caller.
   *
   * @param asked null for those of all orders
   * @return null for those of all; 0, which is no order, for nobody's
   */
  public @Nullable Long listedOrder(@Nullable Long asked) {
    if (orderId == null) {
      return asked;
    }
    return asked == null || asked.equals(orderId) ? orderId : Long.valueOf(NO_ORDER);
  }

  /** Whether they hold a link or a guest's token, which show nothing beside one order. */
  public boolean isBoundToAnOrder() {
    return orderId != null;
  }

  /** Whether they have a link. */
  public boolean isByLink() {
    return link != null;
  }

  /** Whether they have a link that proves nobody's name: they need not be the order's owner. */
  public boolean isAnybodyByLink() {
    return link != null && !cards;
  }

  /** Whether all that they see is their saved methods. */
  public boolean seesCardsAlone() {
    return orderId != null && orderId == CARDS_ALONE;
  }

  /**
   * Whom an address names: a link does not tell its page whose cards it shows.
   *
   * @param named in the address
   */
  public String userCalled(String named) {
    return cards && named.equals(LinkHolder.SOMEBODY) ? userId : named;
  }

  /**
   * For what a payer has saved.
   *
   * @throws Refusal {@code not-found} where the caller may not see what the user has
   */
  public void mustSeeCardsOf(String ownerId) {
    boolean own = userId.equals(ownerId) && (orderId == null || cards);
    if (!seesAll() && !own) {
      throw Refusal.notFound("user", ownerId);
    }
  }

  /**
   * For rows that belong to no order: who is bound to one sees none of them.
   *
   * @throws Refusal {@code not-found} where the caller may not see the row
   */
  public void mustSee(String ownerId, String what, Object id) {
    mustSee(ownerId, NO_ORDER, what, id);
  }

  /**
   * @param itsOrder the order that the row belongs to, or is
   * @throws Refusal {@code not-found} where the caller may not see the row
   */
  public void mustSee(String ownerId, long itsOrder, String what, Object id) {
    boolean own = userId.equals(ownerId) && (orderId == null || orderId == itsOrder);
    if (!seesAll() && !own) {
      throw Refusal.notFound(what, id);
    }
  }
}
