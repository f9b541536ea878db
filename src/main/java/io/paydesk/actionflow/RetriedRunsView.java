package io.paydesk.actionflow;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many runs wait for their next attempt now. */
@Schema(name = "RetriedActionflowRuns")
public record RetriedRunsView(@Schema(required = true, examples = "3") long retried) {}
