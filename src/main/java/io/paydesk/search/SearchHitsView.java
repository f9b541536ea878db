package io.paydesk.search;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a search has found. */
@Schema(name = "SearchHits")
public record SearchHitsView(
    @Schema(
            required = true,
            description =
                "At most 20: rows with this id first, then people and their newest orders")
        List<SearchHitView> data,
    @Schema(
            required = true,
            description = "Whether there may be more: then type more of it, or use a list")
        boolean more) {}
