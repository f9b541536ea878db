package io.paydesk.alert;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Something that crossed its threshold, for an admin. */
@Schema(name = "Alert")
public record AlertView(
    @Schema(required = true, examples = "3") long id,
    @Schema(required = true, examples = "user_declines") AlertKind kind,
    @Schema(
            description =
                "The user, the card's fingerprint or the reason of a review; not there when the"
                    + " kind says everything",
            examples = "pia")
        @Nullable String subject,
    @Schema(
            required = true,
            description = "The number, in `unit`, when the threshold was last reached",
            examples = "6")
        long observed,
    @Schema(required = true, examples = "5") long threshold,
    @Schema(required = true, examples = "count") AlertUnit unit,
    @Schema(required = true, description = "The time in which it was counted", examples = "3600")
        long windowSeconds,
    @Schema(required = true, description = "What was seen, and where to look") String detail,
    @Schema(required = true) Instant raisedAt,
    @Schema(required = true, description = "When it was last seen to hold") Instant lastSeenAt,
    @Schema(description = "When it was first seen to hold no longer; not there while it holds")
        @Nullable Instant endedAt) {

  static AlertView of(Alert alert) {
    return new AlertView(
        alert.id,
        alert.kind,
        alert.subject.isEmpty() ? null : alert.subject,
        alert.observed,
        alert.threshold,
        alert.kind.unit(),
        alert.windowSeconds,
        AlertSentence.of(alert),
        alert.raisedAt,
        alert.lastSeenAt,
        alert.endedAt);
  }
}
