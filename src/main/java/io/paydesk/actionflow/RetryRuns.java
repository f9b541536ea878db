package io.paydesk.actionflow;

import io.paydesk.rest.Since;
import io.paydesk.rest.StorableText;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * @param since runs that failed then or later
 * @param target of this target alone; null for all
 */
@Schema(name = "RetryActionflowRuns")
public record RetryRuns(
    @NotNull(message = "is missing: a time such as 2026-11-23T09:30:00Z") @Schema(required = true, format = "date-time", examples = "2026-11-23T09:30:00Z")
        String since,
    @Schema(description = "Of this target alone", examples = "flow:GrantAccess") String target) {

  /**
   * @throws io.paydesk.problem.Refusal {@code invalid-time}
   */
  Instant from() {
    StorableText.check("target", target);
    return Since.read(since);
  }

  /** What the targets that are meant are like, where {@code !} takes its meaning from a sign. */
  String targetPattern() {
    return target == null ? "%" : target.replaceAll("[!%_]", "!$0");
  }
}
