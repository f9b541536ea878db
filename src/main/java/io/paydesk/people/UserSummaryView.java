package io.paydesk.people;

import io.paydesk.caller.Guest;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A payer, in a list. */
@Schema(name = "UserSummary")
public record UserSummaryView(
    @Schema(
            required = true,
            description = "The `sub` of the payer's tokens; a guest's begins with `paydesk-guest:`",
            examples = "user-1")
        String userId,
    @Schema(required = true, description = "Whether their one order names no user") boolean guest,
    @Schema(description = "As the newest order names the payer", examples = "Pia Paulsen")
        @Nullable String payerName,
    @Schema(
            description = "Where the receipt of the newest order goes",
            examples = "pia@example.com")
        @Nullable String receiptEmail,
    @Schema(
            required = true,
            description = "How many orders there are; 100 stands for 100 or more",
            examples = "3")
        long orders,
    @Schema(required = true) Instant firstOrderAt,
    @Schema(required = true) Instant lastOrderAt,
    @Schema(required = true, description = "The newest order", examples = "42") long lastOrderId,
    @Schema(
            required = true,
            examples = "9999",
            description = "What the newest order comes to, with discount and tax; minor units")
        long lastAmount,
    @Schema(required = true, examples = "usd") String lastCurrency,
    @Schema(required = true, description = "Of the newest order", examples = "paid")
        String lastStatus) {

  static UserSummaryView of(Row row) {
    var user = row.getString("user_id");
    return new UserSummaryView(
        user,
        Guest.is(user),
        row.getString("payer_name"),
        row.getString("receipt_email"),
        row.getLong("orders"),
        row.getOffsetDateTime("first_at").toInstant(),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getLong("id"),
        row.getLong("amount"),
        row.getString("currency"),
        row.getString("status"));
  }
}
