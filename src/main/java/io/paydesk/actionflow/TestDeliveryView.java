package io.paydesk.actionflow;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of a test delivery. What else the endpoint wrote is not shown: where private addresses
 * are allowed, it would show an admin what only this service can read.
 */
@Schema(name = "ActionflowTestDelivery")
public record TestDeliveryView(
    @Schema(required = true, description = "Whether it was answered with 2xx", examples = "true")
        boolean delivered,
    @Schema(description = "Not there where no answer came", examples = "204")
        @Nullable Integer httpStatus,
    @Schema(
            description = "Why it was not delivered, in the words that a run would show",
            examples = "It answered 503")
        @Nullable String error,
    @Schema(
            required = true,
            description = "Its `webhook-id`",
            examples = "0b7e3c52-8f0e-4a3e-9c57-2f6a4a1f3d11")
        String webhookId,
    @Schema(required = true) Instant sentAt,
    @Schema(
            required = true,
            description = "Until it was answered, or given up, in milliseconds",
            examples = "42")
        long took) {}
