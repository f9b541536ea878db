package io.paydesk.recurring;

import io.paydesk.stripe.StripeId;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an app or the payer's browser sends to begin a subscription. */
@Schema(name = "StartRecurringPayment")
public record StartRecurringPayment(
    @NotNull(message = "is missing: the id of the subscription's order") @Schema(required = true, examples = "1")
        Long orderId,
    @NotNull(message = "is missing: the order's price at Stripe") @Pattern(regexp = StripeId.PATTERN, message = StripeId.MESSAGE) @Schema(required = true, description = "It must be the order's", examples = "price_monthly")
        String priceId,
    @Min(value = 1, message = "must be 1 or more") @Schema(description = "If sent, it must be the order's", examples = "1")
        @Nullable Integer quantity,
    @Min(value = 0, message = "must be 0 or more") @Schema(description = "If sent, they must be the order's", examples = "14")
        @Nullable Integer trialDays) {}
