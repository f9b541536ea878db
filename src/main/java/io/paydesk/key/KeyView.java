package io.paydesk.key;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key, as an admin sees it. */
@Schema(name = "Key")
public record KeyView(
    @Schema(required = true, examples = "7") long id,
    @Schema(required = true, examples = "Shop, production") String name,
    @Schema(required = true, examples = "service") KeyRole role,
    @Schema(
            description = "What the role is narrowed to; not there for all that the role may",
            examples = "[\"orders:write\", \"read\"]")
        @Nullable List<String> scopes,
    @Schema(required = true, examples = "active") KeyStatus status,
    @Schema(required = true, description = "Those that open, the newest first")
        List<KeySecretView> secrets,
    @Schema(required = true, examples = "api") KeyOrigin origin,
    @Schema(
            description = "The admin who made it; not there for `command` and `setting`",
            examples = "ada")
        @Nullable String createdBy,
    @Schema(required = true) Instant createdAt,
    @Schema(description = "When it ends by itself; not there if never") @Nullable Instant expiresAt,
    @Schema(description = "To the minute; not there while nobody has used it")
        @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt,
    @Schema(examples = "ada") @Nullable String revokedBy,
    @Schema(
            description =
                "When somebody last tried what opens nothing any more, to the minute: the key after"
                    + " it was revoked or had expired, or a secret that a rotation has ended")
        @Nullable Instant lastRefusedAt) {

  /**
   * @param secrets all of the key, the oldest first
   */
  static KeyView of(ApiKey key, List<ApiKeySecret> secrets, String prefix, Instant now) {
    var status = key.status(now);
    return new KeyView(
        key.id,
        key.name,
        key.role,
        key.scopeList(),
        status,
        status != KeyStatus.ACTIVE
            ? List.of()
            : secrets.stream()
                .filter(secret -> secret.isOpen(now))
                .sorted((one, other) -> Long.compare(other.id, one.id))
                .map(secret -> KeySecretView.of(secret, prefix))
                .toList(),
        key.origin,
        key.createdBy,
        key.createdAt,
        key.expiresAt,
        secrets.stream()
            .map(secret -> secret.lastUsedAt)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null),
        key.revokedAt,
        key.revokedBy,
        key.lastRefusedAt);
  }
}
