package io.paydesk.alert;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that crossed its threshold, for an admin. */
@Schema(name = "Alert")
public record AlertView(
    @Schema(required = true, examples = "3") long id,
    @Schema(required = true, examples = "user_declines") AlertKind kind,
    @Schema(
            description =
                "The user, the card's fingerprint or the reason of a review; not there where the kind says all",
            examples = "pia")
        String subject,
    @Schema(
            required = true,
            description =
                "The number, in the unit, of the last look at which the threshold was reached",
            examples = "6")
        long observed,
    @Schema(required = true, examples = "5") long threshold,
    @Schema(required = true, examples = "count") AlertUnit unit,
    @Schema(required = true, description = "The time in which it was counted", examples = "3600")
        long windowSeconds,
    @Schema(required = true, description = "What was seen, and where to look") String detail,
    @Schema(required = true) Instant raisedAt,
    @Schema(required = true, description = "The last look at which it held") Instant lastSeenAt,
    @Schema(description = "The first look at which it held no more; not there while it holds")
        Instant endedAt) {

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
