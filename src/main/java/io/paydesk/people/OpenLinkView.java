package io.paydesk.people;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A link that was given out and opens something now, without its address. */
@Schema(name = "OpenLink")
public record OpenLinkView(
    @Schema(
            required = true,
            description =
                "Takes it back: DELETE /v1/orders/{id}/pay-links/{linkId}, or DELETE"
                    + " /v1/users/{userId}/card-links/{linkId} where it opens no order",
            examples = "7")
        long id,
    @Schema(description = "The order that it opens; not there for saved cards", examples = "42")
        @Nullable Long orderId,
    @Schema(required = true, description = "Whether it shows the payer's saved cards")
        boolean savedCards,
    @Schema(required = true, description = "Who made it", examples = "key:7") String createdBy,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant expiresAt) {

  static OpenLinkView of(Row row) {
    return new OpenLinkView(
        row.getLong("id"),
        row.getLong("order_id"),
        row.getBoolean("saved_cards") || row.getLong("order_id") == null,
        row.getString("created_by"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant());
  }
}
