package io.paydesk.stream;

import jakarta.validation.constraints.Positive;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "CreateStreamTicket")
public record CreateStreamTicket(
    @Schema(description = "For this order only", examples = "1")
        @Positive(message = "must be the id of an order, a whole number over zero") @Nullable Long orderId,
    @Schema(description = "For this payment and its refunds only", examples = "1")
        @Positive(message = "must be the id of a payment, a whole number over zero") @Nullable Long paymentId) {}
