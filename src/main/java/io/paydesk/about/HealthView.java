package io.paydesk.about;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the readiness probe says, in words. */
@Schema(name = "Health")
public record HealthView(
    @Schema(required = true, description = "Whether this process may be sent requests")
        boolean ready,
    @Schema(required = true) List<Check> checks) {

  /** One thing that must work. */
  @Schema(name = "HealthCheck")
  public record Check(
      @Schema(required = true, examples = "Calls to Stripe") String name,
      @Schema(required = true) boolean works,
      @Schema(
              required = true,
              description = "In words",
              examples = "Stripe answers; 0 calls are under way, and 0 wait")
          String says) {}
}
