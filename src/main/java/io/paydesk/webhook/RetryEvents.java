package io.paydesk.webhook;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.paydesk.rest.RequestText;
import io.paydesk.rest.Since;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * @param since events that were given up then or later
 * @param type only events of this type; null for all
 */
@Schema(name = "RetryStripeEvents")
public record RetryEvents(
    @NotNull(message = "is missing: a time such as 2026-11-23T09:30:00Z") @Schema(required = true, format = "date-time", examples = "2026-11-23T09:30:00Z")
        String since,
    // Present but empty is refused: a type that got lost on its way must not retry the events of
    // all.
    @JsonDeserialize(using = RequestText.OrEmpty.class)
        @Size(min = 1, message = "must be a type such as invoice.paid, or be left out") @Schema(description = "Only of this type", examples = "invoice.paid")
        @Nullable String type) {

  /**
   * @throws io.paydesk.problem.Refusal {@code invalid-time}
   */
  Instant from() {
    return Since.read(since);
  }
}
