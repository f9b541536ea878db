package io.paydesk.webhook;

import io.paydesk.rest.Since;
import io.paydesk.rest.StorableText;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * @param since events that were given up then or later
 * @param type of this type alone; null for all
 */
@Schema(name = "RetryStripeEvents")
public record RetryEvents(
    @NotNull(message = "is missing: a time such as 2026-11-23T09:30:00Z") @Schema(required = true, format = "date-time", examples = "2026-11-23T09:30:00Z")
        String since,
    @Schema(description = "Of this type alone", examples = "invoice.paid") String type) {

  /**
   * @throws io.paydesk.problem.Refusal {@code invalid-time}
   */
  Instant from() {
    StorableText.check("type", type);
    return Since.read(since);
  }
}
