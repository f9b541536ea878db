package io.paydesk.webhook;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An event of the inbox, for an admin. */
@Schema(name = "StripeEvent")
public record StripeEventView(
    @Schema(required = true, examples = "evt_123") String id,
    @Schema(required = true, examples = "payment_intent.succeeded") String type,
    @Schema(description = "The event's object at Stripe", examples = "pi_123")
        @Nullable String objectId,
    @Schema(required = true, examples = "done") StripeEventStatus status,
    @Schema(description = "Why it was ignored", examples = "not-of-this-installation")
        @Nullable String reason,
    @Schema(required = true, examples = "1") int attempts,
    @Schema(description = "Error of the last failed try") @Nullable String lastError,
    @Schema(description = "When it is tried next, while it waits") @Nullable Instant nextAttemptAt,
    @Schema(required = true) boolean livemode,
    @Schema(examples = "2026-07-29.dahlia") @Nullable String apiVersion,
    @Schema(required = true, description = "When it happened at Stripe") Instant created,
    @Schema(required = true) Instant receivedAt,
    @Nullable Instant finishedAt) {

  static StripeEventView of(StripeEvent event) {
    return new StripeEventView(
        event.id,
        event.type,
        event.objectId,
        event.status,
        event.reason,
        event.attempts,
        event.lastError,
        event.status == StripeEventStatus.WAITING ? event.nextAttemptAt : null,
        event.livemode,
        event.apiVersion,
        event.created,
        event.receivedAt,
        event.finishedAt);
  }
}
