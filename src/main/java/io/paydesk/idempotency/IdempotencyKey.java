package io.paydesk.idempotency;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One use of an {@code Idempotency-Key}: of one caller, on one path. */
@Entity
@Table(name = "idempotency_key")
class IdempotencyKey extends PanacheEntityBase {

  private static final String INSERT =
      """
      insert into idempotency_key (user_id, method, path, key, body_hash, leased_until, lease)
      values (:user, :method, :path, :key, :hash, :until, :lease)
      on conflict do nothing
      returning id
      """;

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String userId;

  String method;
  String path;
  String key;

  String bodyHash;

  /** The row that the request made, committed together with it; null until then. */
  @Nullable Long rowId;

  /** When what it asks of the row was asked; null where nothing tells that from the row. */
  @Nullable Instant askedAt;

  /** The final answer's status; null while there is none. */
  @Nullable Integer status;

  /** The refusal, as it was answered; null when the request was carried out. */
  @Nullable String problem;

  Instant leasedUntil;

  UUID lease;

  Instant createdAt;

  /**
   * Stores a key that was not used before. Call it in a transaction.
   *
   * @param leasedUntil when another request with the key may take over
   * @return null where the key was used before
   */
  static Uni<@Nullable IdempotencyKey> firstUse(IdempotentCall call, Instant leasedUntil) {
    var row = new IdempotencyKey();
    row.bodyHash = call.bodyHash();
    row.leasedUntil = leasedUntil;
    row.lease = UUID.randomUUID();
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(INSERT, Long.class)
                    .setParameter("user", call.caller().userId())
                    .setParameter("method", call.method())
                    .setParameter("path", call.path())
                    .setParameter("key", call.key())
                    .setParameter("hash", row.bodyHash)
                    .setParameter("until", leasedUntil.atOffset(ZoneOffset.UTC))
                    .setParameter("lease", row.lease)
                    .getSingleResultOrNull())
        .map(stored -> stored == null ? null : row.as(stored));
  }

  private IdempotencyKey as(long stored) {
    id = stored;
    return this;
  }

  boolean finished() {
    return status != null;
  }
}
