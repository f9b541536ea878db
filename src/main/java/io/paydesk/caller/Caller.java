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
 */
public record Caller(
    String userId,
    boolean service,
    boolean admin,
    boolean support,
    @Nullable Long orderId,
    @Nullable Long link) {

  public static final String SERVICE = "service";
  public static final String ADMIN = "admin";
  public static final String SUPPORT = "support";

  /** The length of the tables' user_id. */
  private static final int LONGEST = 255;

  /** Is no order's id. */
  private static final long NO_ORDER = 0;

  /** Who is not bound to one order. */
  public Caller(String userId, boolean service, boolean admin, boolean support) {
    this(userId, service, admin, support, null, null);
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
        Grant.of(identity).map(Grant::link).orElse(null));
  }

  /**
   * Who has a link to an order.
   *
   * @param owner of the order
   */
  public static Caller byLink(String owner, long orderId, long link) {
    return new Caller(owner, false, false, false, orderId, link);
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

  /** Whether they have a link: they need not be the order's owner. */
  public boolean isByLink() {
    return link != null;
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
