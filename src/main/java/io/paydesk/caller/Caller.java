package io.paydesk.caller;

import io.paydesk.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;

/**
 * Who is asking. The one rule about rows: an owner sees their own, a service or an admin sees all,
 * and somebody else's row is answered as if it were not there.
 *
 * @param userId the token's {@code sub}
 */
public record Caller(String userId, boolean service, boolean admin) {

  public static final String SERVICE = "service";
  public static final String ADMIN = "admin";

  /** As long as a userId in the tables. */
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
   * @param asked the user whom the list is to be of; null for all whom the caller may see
   * @return null for everybody's, and empty for nobody's, as no userId is
   */
  public String listed(String asked) {
    if (seesAll()) {
      return asked;
    }
    return asked == null || asked.equals(userId) ? userId : "";
  }

  public boolean seesAll() {
    return service || admin;
  }

  /**
   * @throws Refusal {@code not-found} where the row is not the caller's to see
   */
  public void mustSee(String ownerId, String what, Object id) {
    if (!seesAll() && !userId.equals(ownerId)) {
      throw Refusal.notFound(what, id);
    }
  }
}
