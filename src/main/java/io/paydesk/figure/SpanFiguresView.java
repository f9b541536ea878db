package io.paydesk.figure;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Figures of a time, per currency. */
@Schema(name = "SpanFigures")
public record SpanFiguresView(
    @Schema(required = true) Instant from,
    @Schema(required = true) Instant to,
    @Schema(required = true, examples = "day") Every every,
    @Schema(required = true, examples = "Europe/Berlin") String zone,
    @Schema(
            required = true,
            description =
                "The currency of which most payments came first; none where nothing happened")
        List<CurrencyFiguresView> data) {}
