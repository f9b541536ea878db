package io.paydesk.search;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody looks for. */
@Schema(name = "Search")
public record Search(
    @Schema(
            required = true,
            description =
                "An id of ours or of Stripe's, a sum, or the beginning of an e-mail address, of a"
                    + " userId or of a payer's name",
            examples = "pia@example.com")
        @NotNull(message = "is missing: send what you look for") @Size(max = 255, message = "has at most 255 characters") @Nullable String text) {}
