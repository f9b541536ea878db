package io.paydesk.timeline;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One thing that happened to an order, or to what belongs to it. */
@Schema(name = "TimelineEntry")
public record TimelineEntry(
    @Schema(
            required = true,
            description = "When it was done here, or became known here. By this service's clock")
        Instant at,
    @Schema(required = true, description = "Who brought it about", examples = "stripe")
        TimelineKind kind,
    @Schema(required = true, examples = "payment_succeeded") TimelineWhat what,
    @Schema(required = true, description = "One plain sentence", examples = "99.99 USD came.")
        String text,
    @Schema(
            description =
                """
                Where money moved: minor units that the shop got, or below zero, that it gave back or that a bank took. \
                The sum over all entries is what the shop has kept\
                """,
            examples = "9999")
        @Nullable Long amount,
    @Schema(description = "Where money moved", examples = "usd") @Nullable String currency,
    @Schema(
            description =
                """
                Entries with the same are of one transaction: for example that a refund succeeded, and that its order is \
                therefore refunded in part. Not there where that is not known\
                """)
        @Nullable Instant together,
    @Schema(required = true, description = "What it speaks of") TimelineReferences references) {}
