package io.paydesk.recurring;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The new quantity of a subscription's price. */
@Schema(name = "ChangeQuantity")
public record ChangeQuantity(
    @NotNull(message = "is missing: a whole number") @Min(value = 1, message = "must be 1 or more") @Max(value = 1_000_000, message = "must be at most 1000000") @Schema(required = true, examples = "2")
        Integer quantity) {}
