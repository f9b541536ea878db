package io.paydesk.method;

import io.paydesk.caller.ForLinks;
import io.paydesk.caller.LinkHolder;
import io.paydesk.stripe.Surface;
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
                "For the payer's browser only; never stored or logged. Of a checkout session for"
                    + " embedded and elements, that session's. Null for hosted, while it is"
                    + " `unknown`, and once the payer has done their part",
            examples = "seti_123_secret_456")
        @Nullable String clientSecret,
    @Schema(
            description = "Where the payer goes on; null for a bare SetupIntent",
            examples = "hosted")
        @Nullable Surface surface,
    @Schema(
            description =
                "For hosted: send the payer there. Never stored or logged, so only the answer to a"
                    + " POST has it, and only while the payer can go on",
            examples = "https://checkout.stripe.com/c/pay/cs_test_123")
        @Nullable String url,
    @Schema(
            description = "Stripe's Checkout Session; null for a bare SetupIntent",
            examples = "cs_test_123")
        @Nullable String sessionId,
    @Schema(description = "When the session ends; null for a bare SetupIntent")
        @Nullable Instant expiresAt,
    @Schema(description = "What was saved; null until then", examples = "pm_123")
        @Nullable String paymentMethodId,
    @Schema(
            required = true,
            description = "When the payer agreed that the method is charged later without them")
        Instant consentAt,
    @Schema(required = true, examples = "pk_test_123") String publishableKey)
    implements ForLinks {

  @Override
  public SetupIntentView forLink() {
    return new SetupIntentView(
        id,
        LinkHolder.SOMEBODY,
        status,
        setupIntentId,
        clientSecret,
        surface,
        url,
        sessionId,
        expiresAt,
        paymentMethodId,
        consentAt,
        publishableKey);
  }

  /**
   * @param atStripe null where Stripe was not asked, or did not answer
   */
  static SetupIntentView of(
      MethodSetup row, @Nullable SetupAtStripe atStripe, String publishableKey) {
    var shown = row.status == MethodSetupStatus.PENDING ? atStripe : null;
    var checkout = row.checkout;
    return new SetupIntentView(
        row.id,
        row.userId,
        row.status,
        row.setupIntentId,
        shown == null ? null : shown.clientSecret(),
        checkout == null ? null : checkout.surface(),
        shown == null ? null : shown.url(),
        checkout == null ? null : checkout.checkoutSessionId(),
        checkout == null ? null : checkout.sessionExpiresAt(),
        row.status == MethodSetupStatus.SUCCEEDED ? row.paymentMethodId : null,
        row.consent.at(),
        publishableKey);
  }

  boolean leadsOn() {
    return url != null || clientSecret != null;
  }
}
