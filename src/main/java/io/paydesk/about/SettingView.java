package io.paydesk.about;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One setting: whether it is set, and to what where that cannot be a secret. */
@Schema(name = "Setting")
public record SettingView(
    @Schema(required = true, examples = "PAYDESK_AUDIT_KEEP") String name,
    @Schema(required = true, examples = "How long entries of the audit are kept") String meaning,
    @Schema(required = true, description = "Whether the deployer has set it") boolean set,
    @Schema(
            description =
                "What it is set to; not there where nobody has set it, or where it may be a secret",
            examples = "P1095D")
        @Nullable String value,
    @Schema(description = "What holds where nobody has set it", examples = "P1095D")
        @Nullable String usually) {}
