package io.paydesk.webhook;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many events wait for their next attempt now. */
@Schema(name = "RetriedStripeEvents")
public record RetriedEventsView(@Schema(required = true, examples = "3") long retried) {}
