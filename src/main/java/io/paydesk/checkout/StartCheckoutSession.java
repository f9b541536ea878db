package io.paydesk.checkout;

import io.paydesk.stripe.CheckoutSessionRequest.Addresses;
import io.paydesk.stripe.Surface;
import io.paydesk.surface.ReturnUrls;
import io.paydesk.surface.SurfaceRequest;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an app or the payer's browser sends to pay an order on a page or in a form of Stripe's. */
@Schema(name = "StartCheckoutSession")
public record StartCheckoutSession(
    @NotNull(message = "is missing: the id of the order to pay") @Schema(required = true, examples = "1")
        Long orderId,
    @NotNull(message = "is missing: hosted, embedded or elements") @Schema(
            required = true,
            enumeration = {"hosted", "embedded", "elements"},
            description =
                "`hosted`: a page of Stripe's, at `url`. `embedded`: Stripe's form in your page."
                    + " `elements`: Stripe's fields in your page",
            examples = "hosted")
        String surface,
    @Schema(
            description =
                "For embedded and elements: where the payer goes on. Stripe fills in"
                    + " {CHECKOUT_SESSION_ID}. Must be below one of PAYDESK_RETURN_URLS",
            examples = "https://shop.example/paid?session={CHECKOUT_SESSION_ID}")
        @Nullable String returnUrl,
    @Schema(
            description =
                "For hosted: where the payer goes on. Stripe fills in {CHECKOUT_SESSION_ID}. Must be"
                    + " below one of PAYDESK_RETURN_URLS",
            examples = "https://shop.example/paid?session={CHECKOUT_SESSION_ID}")
        @Nullable String successUrl,
    @Schema(
            description =
                "For hosted: where the payer's way back leads. The session can still be paid then."
                    + " Must be below one of PAYDESK_RETURN_URLS",
            examples = "https://shop.example/cart")
        @Nullable String cancelUrl,
    @Schema(
            description =
                "Whether the method that the payer pays with is saved, as they have agreed to: it can"
                    + " be charged later without them; else false",
            examples = "false")
        @Nullable Boolean savePaymentMethod,
    @Schema(
            description = "The language of Stripe's page or form; else the browser's",
            examples = "de")
        @Nullable String locale,
    @Schema(
            description =
                "How long the payer may take, in seconds from 1800 to 86400; else 86400. Near either"
                    + " limit the session may be two minutes longer or shorter",
            examples = "3600")
        @Nullable Long expiresIn) {

  /**
   * @throws io.paydesk.problem.Refusal where what it says by itself is wrong
   */
  void check(ReturnUrls urls) {
    onSurface().check(urls);
  }

  private SurfaceRequest onSurface() {
    return new SurfaceRequest(surface, returnUrl, successUrl, cancelUrl, locale, expiresIn);
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code invalid-surface}
   */
  Surface where() {
    return onSurface().where();
  }

  Addresses addresses() {
    return onSurface().addresses();
  }

  boolean saves() {
    return Boolean.TRUE.equals(savePaymentMethod);
  }
}
