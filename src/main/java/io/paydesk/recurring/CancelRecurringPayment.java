package io.paydesk.recurring;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When a subscription is to end. */
@Schema(name = "CancelRecurringPayment")
public record CancelRecurringPayment(
    @NotNull(message = "is missing: now or period_end") @Pattern(regexp = "^(now|period_end)$", message = "is now or period_end")
        @Schema(
            required = true,
            description =
                "`period_end`: what is paid for lasts. `now`: at once, nothing is refunded",
            examples = "period_end")
        String when) {

  RecurringChange change() {
    return when.equals("now") ? RecurringChange.CANCEL_NOW : RecurringChange.CANCEL_AT_PERIOD_END;
  }
}
