package io.paydesk.recurring;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When a subscription is to end. */
@Schema(name = "CancelRecurringPayment")
public record CancelRecurringPayment(
    @NotNull(message = "is missing: now or period_end") @Pattern(regexp = "^(now|period_end)$", message = "must be now or period_end")
        @Schema(
            required = true,
            description =
                "`period_end`: access lasts until the end of the paid period. `now`: access ends at"
                    + " once, and nothing is refunded",
            examples = "period_end")
        String when) {

  RecurringChange change() {
    return when.equals("now") ? RecurringChange.CANCEL_NOW : RecurringChange.CANCEL_AT_PERIOD_END;
  }
}
