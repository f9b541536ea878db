package io.paydesk.actionflow;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.paydesk.rest.RequestText;
import io.paydesk.rest.Since;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * @param since runs that failed then or later
 * @param target only runs of this target; null for all
 */
@Schema(name = "RetryActionflowRuns")
public record RetryRuns(
    @NotNull(message = "is missing: a time such as 2026-11-23T09:30:00Z") @Schema(required = true, format = "date-time", examples = "2026-11-23T09:30:00Z")
        String since,
    // Present but empty is refused: a target that got lost on its way must not retry the runs of
    // all.
    @JsonDeserialize(using = RequestText.OrEmpty.class)
        @Size(min = 1, message = "must be a target such as flow:GrantAccess, or be left out") @Schema(description = "Only of this target", examples = "flow:GrantAccess")
        @Nullable String target) {

  /**
   * @throws io.paydesk.problem.Refusal {@code invalid-time}
   */
  Instant from() {
    return Since.read(since);
  }

  /** A LIKE pattern for the targets; {@code !} escapes. */
  String targetPattern() {
    return target == null ? "%" : target.replaceAll("[!%_]", "!$0");
  }
}
