package io.paydesk.method;

import static java.util.Objects.requireNonNull;

import io.paydesk.money.StripeCurrency;
import io.paydesk.problem.BodyProblems;
import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.surface.ReturnUrls;
import io.paydesk.surface.SessionLength;
import io.paydesk.surface.SurfaceRequest;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an app or the payer's browser may send to save a method on a page or in a form of Stripe's;
 * nothing of it for a bare SetupIntent.
 */
@Schema(name = "StartSetupIntent")
record StartSetupIntent(
    @Schema(
            enumeration = {"hosted", "embedded", "elements"},
            description =
                "`hosted`: a page of Stripe's, at `url`. `embedded`: Stripe's form in your page."
                    + " `elements`: Stripe's fields in your page, in a checkout session. Left out:"
                    + " Stripe's fields in your page, by a bare SetupIntent",
            examples = "hosted")
        @Nullable String surface,
    @Schema(
            description =
                "With a surface: the currency in which the method will be charged. It decides which"
                    + " methods Stripe offers",
            examples = "usd")
        @Nullable String currency,
    @Schema(
            description =
                "For embedded and elements: where the payer goes on. Stripe fills in"
                    + " {CHECKOUT_SESSION_ID}. Must be below one of PAYDESK_RETURN_URLS",
            examples = "https://shop.example/cards")
        @Nullable String returnUrl,
    @Schema(
            description =
                "For hosted: where the payer goes on. Stripe fills in {CHECKOUT_SESSION_ID}. Must be"
                    + " below one of PAYDESK_RETURN_URLS",
            examples = "https://shop.example/cards")
        @Nullable String successUrl,
    @Schema(
            description =
                "For hosted: where the payer's way back leads. The method can still be saved then."
                    + " Must be below one of PAYDESK_RETURN_URLS",
            examples = "https://shop.example/cards")
        @Nullable String cancelUrl,
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

  /** A bare SetupIntent. */
  static final StartSetupIntent BARE =
      new StartSetupIntent(null, null, null, null, null, null, null);

  boolean asksForNoPage() {
    return equals(BARE);
  }

  /**
   * @throws io.paydesk.problem.Refusal where what it says by itself is wrong
   */
  void check(ReturnUrls urls) {
    if (asksForNoPage()) {
      return;
    }
    onSurface().check(urls);
    if (currency == null) {
      throw BodyProblems.invalid(
          Map.of("currency", "is missing: Stripe offers methods by the currency they can pay in"));
    }
    StripeCurrency.of(currency);
  }

  private SurfaceRequest onSurface() {
    return new SurfaceRequest(surface, returnUrl, successUrl, cancelUrl, locale, expiresIn);
  }

  /** Whether its payer would find what has begun to be as they ask. */
  boolean goesOnWith(MethodSetup live) {
    if (asksForNoPage() || !live.isByCheckout()) {
      return asksForNoPage() && !live.isByCheckout();
    }
    var asked = CheckoutSessionRequest.read(requireNonNull(live.stripeRequest));
    return asked.currency().equals(currencyCode())
        && asked.looksLike(onSurface().where(), onSurface().addresses(), true, locale);
  }

  /**
   * @param configuration of the methods that are offered; null for the account's
   */
  CheckoutSessionRequest session(
      String customer, Map<String, String> metadata, @Nullable String configuration) {
    return CheckoutSessionRequest.toSave(
        onSurface().where(),
        customer,
        currencyCode(),
        onSurface().addresses(),
        locale,
        SessionLength.endOf(expiresIn, null, Instant.now()),
        configuration,
        metadata);
  }

  private String currencyCode() {
    return StripeCurrency.of(requireNonNull(currency)).code();
  }
}
