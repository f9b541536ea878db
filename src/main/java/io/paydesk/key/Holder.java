package io.paydesk.key;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Grant;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who proves to be whom by a secret that this service has given out, as the tables last said.
 *
 * @param name {@code key:} and the key's id, or the user
 * @param role null of a user
 * @param scopes empty for all that the role may
 * @param expiresAt of the key or the token; null for never
 * @param replacedAt when a rotation ends the secret; null for never
 * @param revokedAt null while it is not
 * @param secret which of a key's; null of a user's token
 * @param orderId the only one that a guest's token or a pay-link opens; null of everybody else
 * @param link which pay-link it is; null of everything else
 * @param cards whether that link shows its payer their saved methods
 */
record Holder(
    String name,
    @Nullable KeyRole role,
    Set<String> scopes,
    @Nullable Instant expiresAt,
    @Nullable Instant replacedAt,
    @Nullable Instant revokedAt,
    @Nullable Long secret,
    @Nullable Long orderId,
    @Nullable Long link,
    boolean cards) {

  /** Of a key, or of a user who sees all own rows. */
  Holder(
      String name,
      @Nullable KeyRole role,
      Set<String> scopes,
      @Nullable Instant expiresAt,
      @Nullable Instant replacedAt,
      @Nullable Instant revokedAt,
      @Nullable Long secret) {
    this(name, role, scopes, expiresAt, replacedAt, revokedAt, secret, null, null, false);
  }

  /**
   * A payer, by a token or a link.
   *
   * @param orderId {@link Caller#CARDS_ALONE} of a link to saved methods
   */
  static Holder payer(
      String name, Instant expiresAt, @Nullable Long orderId, @Nullable Long link, boolean cards) {
    return new Holder(name, null, Set.of(), expiresAt, null, null, null, orderId, link, cards);
  }

  /** Null while the secret opens. */
  @Nullable Refused refused(Instant now) {
    if (revokedAt != null) {
      return Refused.REVOKED;
    }
    if (isPast(expiresAt, now)) {
      return role == null ? endOfPayer() : Refused.EXPIRED;
    }
    return isPast(replacedAt, now) ? Refused.REPLACED : null;
  }

  private Refused endOfPayer() {
    return link != null ? Refused.PAY_LINK_EXPIRED : Refused.USER_TOKEN_EXPIRED;
  }

  private static boolean isPast(@Nullable Instant end, Instant now) {
    return end != null && !end.isAfter(now);
  }

  SecurityIdentity identity() {
    var until =
        replacedAt != null && (expiresAt == null || replacedAt.isBefore(expiresAt))
            ? replacedAt
            : expiresAt;
    var identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(name))
            .addAttribute(
                Grant.attribute(), new Grant(until, scopes, secret, orderId, link, cards));
    if (role != null) {
      identity.addRole(role.text());
    }
    return identity.build();
  }
}
