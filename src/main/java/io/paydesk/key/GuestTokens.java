package io.paydesk.key;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tokens of guests: each opens one order. */
@Singleton
public class GuestTokens {

  private final UserTokens tokens;

  GuestTokens(UserTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * A further one; those from before stay good until they expire.
   *
   * @param guest of the order
   * @param wanted null for the usual life
   * @throws io.paydesk.problem.Refusal {@code outside-the-scopes}, {@code key-revoked} and the
   *     like, {@code not-found} where the order was deleted meanwhile
   */
  public Uni<UserTokenView> issue(
      long orderId, String guest, @Nullable CreateUserToken wanted, SecurityIdentity shop) {
    PayersSecrets.mustBeAllowed(shop);
    var life = (wanted == null ? new CreateUserToken(null) : wanted).expiresInOrUsual();
    return tokens.issueForOrder(guest, orderId, Duration.ofSeconds(life), Maker.of(shop));
  }
}
