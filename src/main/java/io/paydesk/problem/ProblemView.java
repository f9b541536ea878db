package io.paydesk.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The form of every error (RFC 9457). Only the API description uses it; {@link Refusal#body()}
 * makes the answer.
 */
@Schema(
    name = "Problem",
    description =
        "What was wrong and what to do. Beside these members there may be others with the numbers"
            + " involved, such as `expected` or `remaining`.",
    additionalProperties = Object.class)
public record ProblemView(
    @Schema(
            required = true,
            description = "Names the problem; programs test for it",
            examples = "urn:paydesk:problem:amount-mismatch")
        String type,
    @Schema(required = true, examples = "The amount is not the order's") String title,
    @Schema(required = true, examples = "422") int status,
    @Schema(
            required = true,
            description = "What was wrong this time, and what to do",
            examples = "The order costs 9999, the request says 1. Leave the amount out.")
        String detail) {}
