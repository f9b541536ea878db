package io.paydesk.actionflow;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A run with all its attempts, and with the rows that its next attempt would be given. */
@Schema(name = "ActionflowRunDetails")
public record RunDetailsView(
    @Schema(required = true) RunView run,
    @Schema(required = true, description = "In their order") List<Attempt> attempts,
    @Schema(required = true, description = "The rows as they are now, as flows are given them")
        RunRows payload) {

  /** One attempt. */
  @Schema(name = "ActionflowAttempt")
  public record Attempt(
      @Schema(required = true, examples = "1") int attempt,
      @Schema(description = "Not there when it succeeded", examples = "The address answered 503")
          String error,
      @Schema(description = "What an address answered", examples = "503")
          @Nullable Integer httpStatus,
      @Schema(required = true) Instant endedAt) {}
}
