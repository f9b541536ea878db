package io.paydesk.payment;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a shop sends to take what a payer's bank holds. */
@Schema(name = "CapturePayment")
public record CapturePayment(
    @JsonDeserialize(using = AmountToCapture.class)
        @Schema(
            description =
                "Minor units. Leave it out to capture all that is held; null is refused. What is"
                    + " not captured goes back to the payer",
            examples = "4999")
        @Nullable Long amount) {}
