package io.paydesk.recurring;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The new quantity of a subscription's price. */
@Schema(name = "ChangeQuantity")
public record ChangeQuantity(
    @NotNull(message = "is missing: a whole number") @Min(value = 1, message = "must be 1 or more") @Max(value = 1_000_000, message = "must be at most 1000000") @Schema(required = true, examples = "2")
        Integer quantity,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "The `asOf` of the preview that was shown: what it said is charged. Left out, the"
                    + " change is charged as of when it is made")
        @Nullable Instant asOf) {}
