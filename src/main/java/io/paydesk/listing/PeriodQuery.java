package io.paydesk.listing;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.Since;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** {@code ?since=&until=} of a list: when its rows were made. */
@RegisterForReflection
public class PeriodQuery {

  @QueryParam("since")
  @Parameter(
      description = "Only from this time on",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"),
      example = "2026-11-23T09:30:00Z")
  public @Nullable String since;

  @QueryParam("until")
  @Parameter(
      description = "Only before this time",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"),
      example = "2026-11-30T09:30:00Z")
  public @Nullable String until;

  /**
   * @throws Refusal {@code invalid-time} or {@code empty-period}
   */
  final Period period() {
    var from = since == null ? null : Since.read(since, "what is older is left out");
    var end = until == null ? null : Since.read("until", until, "what is from then on is left out");
    if (from != null && end != null && !from.isBefore(end)) {
      throw Refusal.of(
          "empty-period",
          400,
          "The period is empty",
          "'since' must be before 'until': nothing can lie between them. Swap the two, or leave one out.");
    }
    return new Period(from, end);
  }

  /**
   * @param from the first moment; null for the beginning
   * @param end the first moment after it; null for none
   */
  record Period(@Nullable Instant from, @Nullable Instant end) {

    boolean isLimited() {
      return from != null || end != null;
    }
  }
}
