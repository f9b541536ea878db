package io.paydesk.figure;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The figures of one currency. Nothing is ever added up across currencies. */
@Schema(name = "CurrencyFigures")
public record CurrencyFiguresView(
    @Schema(required = true, examples = "usd") String currency,
    @Schema(
            required = true,
            description =
                "Decimals of the amounts: 9999 is 99.99 with 2. 0 for a currency that Paydesk does not know",
            examples = "2")
        int digits,
    @Schema(required = true, description = "Of the whole time") FiguresView total,
    @Schema(
            required = true,
            description = "In order. The first begins with `from`, the last ends with `to`")
        List<FiguresView> buckets,
    @Schema(required = true, description = "Why tries failed, the most frequent first")
        List<DeclinesView> declines,
    @Schema(
            required = true,
            description =
                "Subscriptions that are active or past due now, of which Stripe has stated no fixed price: they are not"
                    + " in `monthlyRecurring`",
            examples = "0")
        long withoutAmount) {}
