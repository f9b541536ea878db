package io.paydesk.refund;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an admin sends to refund a payment.
 *
 * @param endSubscription not hashed where it is absent, as {@code remaining}, so that keys from
 *     before these fields keep their hash
 */
@Schema(name = "CreateRefund")
public record CreateRefund(
    @NotNull(message = "is missing: the id of the payment to refund") @Schema(required = true, examples = "1")
        Long paymentId,
    @JsonDeserialize(using = RefundAmount.class)
        @Schema(
            description = "Minor units. Leave it out to refund all that remains; null is refused",
            examples = "2500")
        @Nullable Long refundAmount,
    @Schema(description = "If sent, it must be the payment's", examples = "usd")
        @Nullable String currency,
    @Pattern(
            regexp = "^(duplicate|fraudulent|requested_by_customer)$",
            message = "must be duplicate, fraudulent or requested_by_customer")
        @Schema(
            description = "One of Stripe's; `fraudulent` also puts the card on Stripe's block list",
            examples = "requested_by_customer")
        @Nullable String reason,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Pattern(regexp = "^(now|period_end|no)$", message = "must be now, period_end or no")
        @Schema(
            description =
                "When the order's subscription runs: `now` and `period_end` end it too, `no` leaves"
                    + " it running. If left out, it runs on and the refund has a warning",
            examples = "now")
        @Nullable String endSubscription,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Min(value = 0, message = "must not be below zero") @Schema(
            description =
                "Minor units that could still be refunded when the payment was read: what came, less"
                    + " the refunds that have succeeded or are on their way. If this is something"
                    + " else by now, the refund is refused, so that two people do not refund the"
                    + " same part twice. If left out, this is not checked",
            examples = "9999")
        @Nullable Long remaining) {}
