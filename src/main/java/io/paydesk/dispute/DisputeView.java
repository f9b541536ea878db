package io.paydesk.dispute;

import io.paydesk.money.Money;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A dispute as its payment's owner sees it. */
@Schema(name = "Dispute")
public record DisputeView(
    @Schema(required = true, examples = "1") long id,
    @Schema(required = true, examples = "1") long paymentId,
    @Schema(required = true, examples = "1") long orderId,
    @Schema(required = true, examples = "user-1") String userId,
    @Schema(required = true, description = "Stripe's Dispute", examples = "du_123")
        String disputeId,
    @Schema(required = true, description = "Minor units", examples = "9999") long amount,
    @Schema(required = true, description = "Major units", examples = "99.99") String price,
    @Schema(required = true, examples = "usd") String currency,
    @Schema(
            required = true,
            description =
                """
                In Stripe's words: `needs_response`, `under_review`, `won`, `lost`, `prevented`, \
                of an appeal `appeal_needs_response`, `appeal_under_review`, and of an inquiry \
                `warning_needs_response`, `warning_under_review`, `warning_closed`. Stripe may \
                add more\
                """,
            examples = "needs_response")
        String status,
    @Schema(description = "In Stripe's words", examples = "fraudulent") @Nullable String reason,
    @Schema(required = true, description = "Whether Stripe would still refund the charge")
        boolean refundable,
    @Schema(description = "When the evidence must be at Stripe") @Nullable Instant dueBy,
    @Schema(required = true, description = "When the bank opened it") Instant openedAt,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true) Instant updatedAt,
    @Schema(required = true, description = "Grows with each change") int version) {

  public static DisputeView of(Dispute dispute) {
    return new DisputeView(
        dispute.id,
        dispute.paymentId,
        dispute.orderId,
        dispute.userId,
        dispute.disputeId,
        dispute.amount,
        Money.price(dispute.amount, dispute.currency),
        dispute.currency,
        dispute.status,
        dispute.reason,
        dispute.refundable,
        dispute.dueBy,
        dispute.openedAt,
        dispute.createdAt,
        dispute.updatedAt,
        dispute.version);
  }
}
