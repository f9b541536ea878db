package io.paydesk.refund;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.paydesk.order.Resolution;
import io.paydesk.problem.Refusal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How an admin ends a review. */
@Schema(name = "ResolveOrder")
public record ResolveOrder(
    @Schema(
            required = true,
            description =
                "`accept`: what came is good. `refund`: what is in question goes back, all of it")
        Resolution resolution) {

  @JsonCreator
  static ResolveOrder of(@JsonProperty("resolution") String resolution) {
    for (var known : Resolution.values()) {
      if (known.text().equals(resolution)) {
        return new ResolveOrder(known);
      }
    }
    throw Refusal.of(
        "invalid-resolution", 400, "Not a resolution", "'resolution' is accept or refund.");
  }
}
