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

  public static Caller of(SecurityIdentity identity) {
    return new Caller(
        identity.getPrincipal().getName(), identity.hasRole(SERVICE), identity.hasRole(ADMIN));
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
