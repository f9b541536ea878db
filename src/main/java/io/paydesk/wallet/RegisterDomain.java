package io.paydesk.wallet;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an admin sends to have wallets shown on a domain. */
@Schema(name = "RegisterPaymentMethodDomain")
public record RegisterDomain(
    @Size(max = 253, message = "has 253 characters at most") @Schema(
            description =
                "The name that the browser shows, without https://. Each subdomain is one of its own."
                    + " The domain of PAYDESK_PUBLIC_URL, on which the payer's page is, if left out",
            examples = "shop.example")
        @Nullable String domainName,
    @Schema(
            description = "Whether to enable it where somebody has disabled it at Stripe",
            examples = "true")
        @Nullable Boolean enable,
    @Schema(
            description =
                "Whether Stripe is to look again at a domain on which a wallet is inactive",
            examples = "true")
        @Nullable Boolean validate) {

  boolean wantsItEnabled() {
    return Boolean.TRUE.equals(enable);
  }

  boolean wantsItValidated() {
    return Boolean.TRUE.equals(validate);
  }
}
