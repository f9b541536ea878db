package io.paydesk.idempotency;

import io.paydesk.audit.Deed;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to carry out one request. The flow gives it the id of the row that it makes, in the
 * same transaction.
 */
public final class Claim {

  /** For a request without a key. */
  public static final Claim NONE = new Claim(null, null);

  final @Nullable Long keyId;
  final @Nullable UUID lease;

  Claim(@Nullable Long keyId, @Nullable UUID lease) {
    this.keyId = keyId;
    this.lease = lease;
  }

  /**
   * Binds the key to the row: from this commit on a repeat is answered from the row, even if the
   * process dies before it answers. Call it in the transaction that makes the row.
   */
  public Uni<Void> made(long rowId) {
    return made(rowId, null);
  }

  /**
   * The same for a request that asks something of a row that is there.
   *
   * @param askedAt tells it from later ones of the row: repeats are answered about this one
   */
  public Uni<Void> made(long rowId, @Nullable Instant askedAt) {
    Deed.isAbout(rowId);
    if (keyId == null) {
      return Uni.createFrom().voidItem();
    }
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createMutationQuery(
                        "update IdempotencyKey set rowId = :row, askedAt = :askedAt where id = :id and lease"
                            + " = :lease")
                    .setParameter("row", rowId)
                    .setParameter("askedAt", askedAt)
                    .setParameter("id", keyId)
                    .setParameter("lease", lease)
                    .executeUpdate())
        .flatMap(
            updated ->
                updated == 1
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().failure(KeyProblems.inUse()));
  }
}
