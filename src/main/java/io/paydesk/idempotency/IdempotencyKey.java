package io.paydesk.idempotency;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One use of an {@code Idempotency-Key}: of one caller, on one path. */
@Entity
@Table(name = "idempotency_key")
class IdempotencyKey extends PanacheEntityBase {

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

  boolean finished() {
    return status != null;
  }
}
