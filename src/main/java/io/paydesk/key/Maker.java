package io.paydesk.key;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Grant;
import io.paydesk.problem.Refusal;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who gives out a key or a token.
 *
 * @param name the caller's
 * @param secret which of a key's the caller has sent; null of another token
 */
public record Maker(String name, @Nullable Long secret) {

  /**
   * @throws Refusal {@code token-without-subject}
   */
  public static Maker of(SecurityIdentity identity) {
    return new Maker(
        Caller.of(identity).userId(), Grant.of(identity).map(Grant::secret).orElse(null));
  }

  /**
   * A key that was revoked a moment ago may be remembered as open by another process, and what it
   * gave out now would outlive it. This waits for one that is being revoked, which else waits for
   * this transaction, so that nothing is left behind. The key is read after that.
   *
   * @return when the maker's key ends by itself; null for never, and of another token
   * @throws Refusal {@code key-revoked} and the like
   */
  Uni<@Nullable Instant> mustStillOpen() {
    if (secret == null) {
      return Uni.createFrom().nullItem();
    }
    return KeyTurn.toUse(name)
        .chain(
            () ->
                ApiKey.<ApiKey>find(
                        "id = (select s.keyId from ApiKeySecret s where s.id = ?1)", secret)
                    .<ApiKey>singleResult())
        .call(key -> replacedAt().invoke(end -> mustOpen(key, end)))
        .map(key -> key.expiresAt);
  }

  /** Only this is read: the row itself may be about to change. */
  private Uni<@Nullable Instant> replacedAt() {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select s.expiresAt from ApiKeySecret s where s.id = :id", Instant.class)
                    .setParameter("id", secret)
                    .getSingleResult());
  }

  private void mustOpen(ApiKey key, @Nullable Instant replacedAt) {
    var refused =
        new Holder(name, key.role, Set.of(), key.expiresAt, replacedAt, key.revokedAt, secret)
            .refused(Instant.now());
    if (refused != null) {
      throw refused.refusal();
    }
  }
}
