package io.paydesk.actionflow;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What deliveries to an endpoint are signed with. It is a row of its own, so that a repeated
 * request is answered with the very secret that it made.
 */
@Entity
@Table(name = "actionflow_secret")
class EndpointSecret extends PanacheEntityBase {

  /** How long a replaced secret still signs, so that the app has time to change over. */
  static final Duration CHANGE_OVER = Duration.ofHours(24);

  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(updatable = false)
  long endpointId;

  @Nullable String secret;

  @Nullable Instant endsAt;

  /**
   * A new one, in the format of the specification.
   *
   * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
   */
  static EndpointSecret of(long endpointId) {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return of(endpointId, PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * @param secret that {@link #canSign}
   */
  static EndpointSecret of(long endpointId, String secret) {
    var made = new EndpointSecret();
    made.endpointId = endpointId;
    made.secret = secret;
    return made;
  }

  /** Whether a text is a secret in the format of the specification. */
  static boolean canSign(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return false;
    }
    try {
      int length = Base64.getDecoder().decode(secret.substring(PREFIX.length())).length;
      return length >= FEWEST_BYTES && length <= MOST_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The one that nothing has replaced. */
  static Uni<EndpointSecret> present(long endpointId) {
    return EndpointSecret.<EndpointSecret>find(
            "endpointId = ?1 and endsAt is null order by id desc", endpointId)
        .firstResult();
  }

  /** Lets the present secret end in a day, and forgets those whose day is over. */
  static Uni<Void> replace(long endpointId) {
    var now = Instant.now();
    return update(
            "endsAt = ?1 where endpointId = ?2 and endsAt is null",
            now.plus(CHANGE_OVER),
            endpointId)
        .flatMap(
            replaced ->
                update("secret = null where endpointId = ?1 and endsAt <= ?2", endpointId, now))
        .replaceWithVoid();
  }

  static Uni<Void> forget(long endpointId) {
    return update("secret = null where endpointId = ?1", endpointId).replaceWithVoid();
  }
}
