package io.paydesk.caller;

import io.paydesk.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking. One rule holds for all rows: an owner sees their own, a service or an admin sees
 * all, and anybody else is answered as if the row did not exist.
 *
 * @param userId the token's {@code sub}
 */
public record Caller(String userId, boolean service, boolean admin) {

  public static final String SERVICE = "service";
  public static final String ADMIN = "admin";

  /** The length of the tables' user_id. */
  private static final int LONGEST = 255;

  /**
   * @throws Refusal {@code token-without-subject}: a valid token that names nobody
   */
  public static Caller of(SecurityIdentity identity) {
    var userId = identity.getPrincipal().getName();
    if (userId == null
        || userId.isBlank()
        || userId.codePointCount(0, userId.length()) > LONGEST
        || userId.chars().anyMatch(Character::isISOControl)) {
      throw namesNobody();
    }
    return new Caller(userId, identity.hasRole(SERVICE), identity.hasRole(ADMIN));
  }

  static Refusal namesNobody() {
    return Refusal.of(
        "token-without-subject",
        401,
        "The token names nobody",
        "The token is valid, but its 'sub' claim is missing, longer than 255 characters or not"
            + " plain text. Ask the provider for a token of a user.");
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
    return service || admin;
  }

  /**
   * @throws Refusal {@code not-found} where the caller may not see the row
   */
  public void mustSee(String ownerId, String what, Object id) {
    if (!seesAll() && !userId.equals(ownerId)) {
      throw Refusal.notFound(what, id);
    }
  }
}
