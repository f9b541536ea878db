package io.paydesk.payment;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an app or the payer's browser sends to begin to pay an order. */
@Schema(name = "StartPayment")
public record StartPayment(
    @NotNull(message = "is missing: the id of the order to pay") @Schema(required = true, examples = "1")
        Long orderId,
    @Schema(description = "If sent, it must be the order's", examples = "usd")
        @Nullable String currency,
    @Schema(description = "Minor units; if sent, they must be the order's", examples = "9999")
        @Nullable Long amount) {}
