package io.paydesk.orderdesk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.paydesk.order.Resolution;
import io.paydesk.problem.Refusal;
import io.paydesk.refund.EndSubscription;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How an admin ends a review.
 *
 * @param endSubscription only with a refund; null where the request does not say
 * @param inQuestion ids of payments; null where nobody has looked. It is not hashed then, so that
 *     keys from before this field keep their hash
 */
@Schema(name = "ResolveOrder")
public record ResolveOrder(
    @Schema(
            required = true,
            description =
                "`accept` keeps the money that came. `refund` gives back everything that is in"
                    + " question")
        Resolution resolution,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "Required with `refund` while the order's subscription runs: `now` and `period_end`"
                    + " end it too, `no` leaves it running",
            examples = "now")
        @Nullable EndSubscription endSubscription,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(
            description =
                "The ids of the payments that were in question when the order was read: those with a"
                    + " `reviewReason` whose money came; empty for none. If others are by now,"
                    + " nothing is resolved, so that nobody keeps or gives back money that they have"
                    + " not seen. If left out, this is not checked",
            examples = "[7]")
        @Nullable List<Long> inQuestion) {

  @JsonCreator
  static ResolveOrder of(
      @JsonProperty("resolution") String resolution,
      @JsonProperty("endSubscription") @Nullable String endSubscription,
      @JsonProperty("inQuestion") @Nullable List<Long> inQuestion) {
    for (var known : Resolution.values()) {
      if (known.text().equals(resolution)) {
        return new ResolveOrder(known, EndSubscription.of(endSubscription), inQuestion);
      }
    }
    throw Refusal.of(
        "invalid-resolution", 400, "Not a resolution", "'resolution' is accept or refund.");
  }
}
