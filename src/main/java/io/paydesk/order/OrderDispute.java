package io.paydesk.order;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A dispute of one of the order's payments, copied from the dispute's own row at each change. */
@Schema(name = "OrderDispute")
@RegisterForReflection
public record OrderDispute(
    @Schema(required = true, examples = "7") long paymentId,
    @Schema(required = true, description = "Stripe's Dispute", examples = "du_123")
        String disputeId,
    @Schema(required = true, description = "In Stripe's words", examples = "needs_response")
        String status,
    @Schema(required = true, description = "Minor units", examples = "9999") long amount,
    @Schema(required = true, examples = "usd") String currency,
    @Schema(examples = "fraudulent") @Nullable String reason,
    @Schema(required = true, description = "Whether Stripe would still refund the charge")
        boolean refundable,
    @Schema(description = "When the evidence must be at Stripe") @Nullable Instant dueBy) {}
