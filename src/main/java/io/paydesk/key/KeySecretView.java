package io.paydesk.key;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One secret of a key, by what may be shown of it. */
@Schema(name = "KeySecret")
public record KeySecretView(
    @Schema(required = true, description = "Its beginning", examples = "pdk_test_") String prefix,
    @Schema(required = true, description = "Its end", examples = "x7Qa") String lastFour,
    @Schema(required = true) Instant createdAt,
    @Schema(description = "After a rotation: when it stops opening") @Nullable Instant expiresAt,
    @Schema(description = "To the minute; not there while nobody has used it")
        @Nullable Instant lastUsedAt) {

  static KeySecretView of(ApiKeySecret secret, String prefix) {
    return new KeySecretView(
        prefix, secret.lastFour, secret.createdAt, secret.expiresAt, secret.lastUsedAt);
  }
}
