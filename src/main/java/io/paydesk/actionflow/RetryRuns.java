package io.paydesk.actionflow;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.StorableText;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /**
   * @throws Refusal {@code invalid-time}
   */
  Instant from() {
    StorableText.check("target", target);
    try {
      var from = Instant.parse(since);
      if (from.isAfter(Instant.EPOCH) && from.isBefore(LATEST)) {
        return from;
      }
    } catch (DateTimeParseException e) {
      // told below, like a time that is none of this service's
    }
    throw Refusal.of(
        "invalid-time",
        400,
        "Not a time",
        "'since' is a time such as 2026-11-23T09:30:00Z; runs that failed then or later are tried again.");
  }

  /** What the targets that are meant are like, where {@code !} takes its meaning from a sign. */
  String targetPattern() {
    return target == null ? "%" : target.replaceAll("[!%_]", "!$0");
  }
}
