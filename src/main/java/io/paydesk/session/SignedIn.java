package io.paydesk.session;

import io.paydesk.caller.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who has signed in to {@code /admin}. The identity of each request that the cookie came
 * with carries it.
 *
 * @param holder as the audit calls them: {@code key:} and the key's id, or the subject
 * @param who as the page calls them: the name of the key, or the subject of the OIDC token
 * @param role {@code admin} or {@code support}
 * @param byKey whether they signed in with an API key
 * @param since when they did
 * @param until when they have to again, whatever they do
 * @param csrf what a request that changes something has to send
 * @param id the key of the session's row, in hexadecimal digits; it opens nothing
 */
public record SignedIn(
    String holder,
    String who,
    String role,
    boolean byKey,
    Instant since,
    Instant until,
    String csrf,
    String id) {

  private static final String ATTRIBUTE = SignedIn.class.getName();

  /** Empty where no cookie came with the request. */
  public static Optional<SignedIn> of(SecurityIdentity identity) {
    return Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
  }

  SecurityIdentity on(SecurityIdentity identity) {
    return QuarkusSecurityIdentity.builder(identity).addAttribute(ATTRIBUTE, this).build();
  }

  public boolean isAdmin() {
    return role.equals(Caller.ADMIN);
  }

  @Override
  public String toString() {
    return role + " " + who;
  }
}
