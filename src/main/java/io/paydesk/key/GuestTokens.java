package io.paydesk.key;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Grant;
import io.paydesk.problem.Refusal;
import io.paydesk.transaction.Transactions;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tokens of guests: each opens one order. */
@Singleton
public class GuestTokens {

  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final UserTokens tokens;

  GuestTokens(UserTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Whoever may make orders alone does not open them.
   *
   * @throws io.paydesk.problem.Refusal {@code outside-the-scopes}, {@code token-without-subject}
   */
  public static void mustBeAllowed(SecurityIdentity shop) {
    Caller.of(shop); // the caller must have a name
    Grant.of(shop).ifPresent(grant -> grant.mustAllow("tokens", false));
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
    mustBeAllowed(shop);
    var life = (wanted == null ? new CreateUserToken(null) : wanted).expiresInOrUsual();
    return tokens
        .issue(guest, orderId, Duration.ofSeconds(life), Maker.of(shop))
        .onFailure(failure -> FOREIGN_KEY_VIOLATION.equals(Transactions.sqlState(failure)))
        .transform(deletedMeanwhile -> Refusal.notFound("order", orderId));
  }
}
