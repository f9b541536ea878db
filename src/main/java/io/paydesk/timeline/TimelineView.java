package io.paydesk.timeline;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of an order's history, and where its money is now. */
@Schema(name = "Timeline")
public record TimelineView(
    @Schema(required = true, description = "What happened, newest first") List<TimelineEntry> data,
    @Schema(
            description =
                "What to send as `after` to get the next page; not there on the last page",
            examples = "1764534000000000-6-41")
        @Nullable String next,
    @Schema(required = true) MoneyView money) {}
