package io.paydesk.about;

import io.paydesk.about.LastWorked.LastWorkedView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What runs here, how it is set, and whether it is well. */
@Schema(name = "Settings")
public record SettingsView(
    @Schema(required = true, description = "Of Paydesk", examples = "1.0.0") String version,
    @Schema(required = true, description = "Whether the money is real") boolean live,
    @Schema(
            required = true,
            description = "The version of Stripe's API that Paydesk speaks",
            examples = "2026-07-29.dahlia")
        String stripeApiVersion,
    @Schema(required = true) DatabaseView database,
    @Schema(required = true, description = "Of the process that answers") HealthView health,
    @Schema(required = true) LastWorkedView lastWorked,
    @Schema(required = true, description = "All that there are, by their names")
        List<SettingView> settings) {}
