package io.paydesk.figure;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Tries to pay that failed for one reason. */
@Schema(name = "Declines")
public record DeclinesView(
    @Schema(
            required = true,
            description = "Stripe's decline code, else its error code, else `other`",
            examples = "insufficient_funds")
        String reason,
    @Schema(required = true, description = "The same in words", examples = "Not enough money")
        String words,
    @Schema(required = true, examples = "2") long count) {}
