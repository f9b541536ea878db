package io.paydesk.method;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the payer's browser needs to save a payment method with Stripe.js. */
@Schema(name = "SetupIntent")
public record SetupIntentView(
    @Schema(required = true, examples = "1") long id,
    @Schema(required = true, examples = "user-1") String userId,
    @Schema(required = true, examples = "pending") MethodSetupStatus status,
    @Schema(description = "Stripe's SetupIntent", examples = "seti_123")
        @Nullable String setupIntentId,
    @Schema(
            description =
                "For the payer's browser only; never stored or logged. Null while it is `unknown`"
                    + " and once the method is saved",
            examples = "seti_123_secret_456")
        @Nullable String clientSecret,
    @Schema(description = "What was saved; null until then", examples = "pm_123")
        @Nullable String paymentMethodId,
    @Schema(
            required = true,
            description = "When the payer agreed that the method is charged later without them")
        Instant consentAt,
    @Schema(required = true, examples = "pk_test_123") String publishableKey) {

  static SetupIntentView of(MethodSetup row, @Nullable String clientSecret, String publishableKey) {
    return new SetupIntentView(
        row.id,
        row.userId,
        row.status,
        row.setupIntentId,
        row.status.isLive() ? clientSecret : null,
        row.status == MethodSetupStatus.SUCCEEDED ? row.paymentMethodId : null,
        row.consent.at(),
        publishableKey);
  }
}
