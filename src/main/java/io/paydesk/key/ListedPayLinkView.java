package io.paydesk.key;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A link that was given out, without its address: nobody is shown that twice. */
@Schema(name = "ListedPayLink")
public record ListedPayLinkView(
    @Schema(
            required = true,
            description =
                "Takes it back: DELETE /v1/orders/{id}/pay-links/{linkId}. The audit calls its"
                    + " holder `paydesk-link:` and this",
            examples = "7")
        long id,
    @Schema(required = true, examples = "42") long orderId,
    @Schema(
            description = "Where its payer goes back to your shop; left out for nowhere",
            examples = "https://shop.example/orders/42")
        @Nullable String returnUrl,
    @Schema(required = true, description = "Whether it offers the owner's saved cards")
        boolean savedCards,
    @Schema(required = true, description = "Who made it", examples = "key:7") String createdBy,
    @Schema(required = true) Instant createdAt,
    @Schema(
            required = true,
            description = "It opens nothing from then on, and is listed for thirty days more")
        Instant expiresAt) {

  static ListedPayLinkView of(PayLink link) {
    return new ListedPayLinkView(
        link.id,
        requireNonNull(link.orderId),
        link.returnUrl,
        link.savedCards,
        link.createdBy,
        link.createdAt,
        link.expiresAt);
  }
}
