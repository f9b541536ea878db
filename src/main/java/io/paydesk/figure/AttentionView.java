package io.paydesk.figure;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What needs somebody now. A count of 1,000 means that or more. */
@Schema(name = "Attention")
public record AttentionView(
    @Schema(required = true, description = "Orders in review", examples = "1") long reviews,
    @Schema(
            required = true,
            description = "Disputes and inquiries that the shop has to answer",
            examples = "1")
        long disputes,
    @Schema(description = "Until when the first of them is to be answered; not there without")
        @Nullable Instant disputeDueBy,
    @Schema(
            required = true,
            description = "Payments whose money the bank holds until it is captured",
            examples = "0")
        long authorized,
    @Schema(
            description =
                "When the bank lets go the first of them; not there where it does not say")
        @Nullable Instant captureBefore,
    @Schema(
            required = true,
            description = "Subscriptions of which a renewal is due and not paid",
            examples = "0")
        long overdueSubscriptions,
    @Schema(description = "Alerts that hold; for admins only", examples = "0")
        @Nullable Long alerts,
    @Schema(description = "Runs of actionflows that were given up; for admins only", examples = "0")
        @Nullable Long failedRuns,
    @Schema(description = "Endpoints to which nothing is posted; for admins only", examples = "0")
        @Nullable Long pausedEndpoints,
    @Schema(description = "Stripe's events that were given up; for admins only", examples = "0")
        @Nullable Long failedEvents,
    @Schema(
            required = true,
            description = "How long the oldest of Stripe's events has waited for its first try",
            examples = "0")
        long inboxLagSeconds,
    @Schema(
            required = true,
            description = "How long the oldest run has waited to be followed to its end",
            examples = "0")
        long runLagSeconds) {

  /** Whether nothing waits for anybody. */
  public boolean nothingToDo() {
    return reviews + disputes + authorized + overdueSubscriptions == 0
        && none(alerts)
        && none(failedRuns)
        && none(pausedEndpoints)
        && none(failedEvents);
  }

  private static boolean none(@Nullable Long count) {
    return count == null || count == 0;
  }
}
