package io.paydesk.key;

import io.paydesk.caller.Grant;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.Since;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/** The right of a program to call this service. Its secrets come and go; its id stays. */
@Entity
@Table(name = "api_key")
class ApiKey extends PanacheEntityBase {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Version int version;

  @Column(updatable = false)
  String name;

  @Column(updatable = false)
  @Convert(converter = KeyRole.Text.class)
  KeyRole role;

  /** Separated by commas; null for all that the role may. */
  @Column(updatable = false)
  @Nullable String scopes;

  @Column(updatable = false)
  @Convert(converter = KeyOrigin.Text.class)
  KeyOrigin origin = KeyOrigin.API;

  @Column(updatable = false)
  @Nullable String createdBy;

  @Column(updatable = false)
  Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @UpdateTimestamp Instant updatedAt = createdAt;

  /** Null for never. */
  @Column(updatable = false)
  @Nullable Instant expiresAt;

  @Nullable Instant revokedAt;
  @Nullable String revokedBy;

  /** Written by {@link KnownKeys} alone, past the version. */
  @Column(insertable = false, updatable = false)
  @Nullable Instant lastRefusedAt;

  static ApiKey of(CreateKey request, Maker maker) {
    var key = new ApiKey();
    key.name = request.name();
    key.role = request.role();
    key.scopes = request.scopes() == null ? null : String.join(",", request.scopes());
    key.expiresAt = request.expiresAt();
    key.createdBy = maker.name();
    return key;
  }

  /** What its holder is called, in the audit and in all that the holder makes. */
  static String holder(long id) {
    return Grant.HOLDER + id;
  }

  /**
   * @throws Refusal {@code not-found}
   */
  static Uni<ApiKey> lock(long id) {
    return ApiKey.<ApiKey>findById(id, LockModeType.PESSIMISTIC_WRITE).map(key -> there(key, id));
  }

  /**
   * @throws Refusal {@code not-found}
   */
  static ApiKey there(@Nullable ApiKey key, long id) {
    if (key == null) {
      throw Refusal.notFound("key", id);
    }
    return key;
  }

  /** Whether a key made now can end then: nobody has a use for more, and the table no room. */
  static boolean canExpireAt(Instant end) {
    return end.isAfter(Instant.now()) && end.isBefore(Since.LATEST);
  }

  KeyStatus status(Instant now) {
    if (revokedAt != null) {
      return KeyStatus.REVOKED;
    }
    return expiresAt != null && !expiresAt.isAfter(now) ? KeyStatus.EXPIRED : KeyStatus.ACTIVE;
  }

  /** Null for all that the role may. */
  @Nullable List<String> scopeList() {
    return scopes == null ? null : List.of(scopes.split(","));
  }

  /** For good: to revoke it again changes nothing. */
  void revoke(String by, Instant now) {
    if (revokedAt == null) {
      revokedAt = now;
      revokedBy = by;
    }
  }
}
