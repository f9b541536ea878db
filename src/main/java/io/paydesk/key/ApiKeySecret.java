package io.paydesk.key;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What proves a key, of which its hash alone is kept. */
@Entity
@Table(name = "api_key_secret")
class ApiKeySecret extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(updatable = false)
  Long keyId;

  @Column(updatable = false)
  byte[] hash;

  @Column(updatable = false)
  String lastFour;

  @Column(updatable = false)
  Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  /** Null for as long as the key. */
  @Nullable Instant expiresAt;

  /** Written by {@link KnownKeys} alone. */
  @Column(insertable = false, updatable = false)
  @Nullable Instant lastUsedAt;

  static ApiKeySecret of(long keyId, TokenText text) {
    var secret = new ApiKeySecret();
    secret.keyId = keyId;
    secret.hash = text.hash();
    secret.lastFour = text.lastFour();
    return secret;
  }

  boolean isOpen(Instant now) {
    return expiresAt == null || expiresAt.isAfter(now);
  }

  /** Of these keys, the oldest first. */
  static Uni<List<ApiKeySecret>> of(Collection<Long> keys) {
    return list("keyId in ?1 order by id", keys);
  }

  /** Those of the key that are open beyond this time are so no more. */
  static Uni<Integer> endAt(long keyId, Instant end) {
    return update(
        "expiresAt = ?1 where keyId = ?2 and (expiresAt is null or expiresAt > ?1)", end, keyId);
  }
}
