package io.paydesk.key;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A link to a payer's cards that was given out, without its address. */
@Schema(name = "ListedCardLink")
public record ListedCardLinkView(
    @Schema(
            required = true,
            description =
                "Takes it back: DELETE /v1/users/{userId}/card-links/{linkId}. The audit"
                    + " calls its holder `paydesk-link:` and this",
            examples = "8")
        long id,
    @Schema(required = true, examples = "user-1") String userId,
    @Schema(
            description = "Where its payer goes back to your shop; left out for nowhere",
            examples = "https://shop.example/account")
        @Nullable String returnUrl,
    @Schema(required = true, description = "Who made it", examples = "key:7") String createdBy,
    @Schema(required = true) Instant createdAt,
    @Schema(
            required = true,
            description = "It opens nothing from then on, and is listed for thirty days more")
        Instant expiresAt) {

  static ListedCardLinkView of(PayLink link) {
    return new ListedCardLinkView(
        link.id,
        requireNonNull(link.userId),
        link.returnUrl,
        link.createdBy,
        link.createdAt,
        link.expiresAt);
  }
}
