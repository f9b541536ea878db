package io.paydesk.surface;

import io.paydesk.stripe.CheckoutSessionRequest;
import io.paydesk.stripe.CheckoutSessionRequest.Addresses;
import io.paydesk.stripe.Surface;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about where the payer goes on at Stripe, and about the way back.
 *
 * @param surface {@code hosted}, {@code embedded} or {@code elements}
 * @param locale null for the browser's language
 * @param expiresIn seconds; null for as long as Stripe gives
 */
public record SurfaceRequest(
    @Nullable String surface,
    @Nullable String returnUrl,
    @Nullable String successUrl,
    @Nullable String cancelUrl,
    @Nullable String locale,
    @Nullable Long expiresIn) {

  /**
   * @throws io.paydesk.problem.Refusal where what it says by itself is wrong
   */
  public void check(ReturnUrls urls) {
    checkAddresses();
    if (locale != null && !CheckoutSessionRequest.isLocale(locale)) {
      throw SurfaceProblems.invalidLocale();
    }
    SessionLength.check(expiresIn);
    urls.check("returnUrl", returnUrl);
    urls.check("successUrl", successUrl);
    urls.check("cancelUrl", cancelUrl);
    if (cancelUrl != null && cancelUrl.contains(ReturnUrls.PLACEHOLDER)) {
      throw SurfaceProblems.placeholderNotFilledIn();
    }
  }

  private void checkAddresses() {
    var on = where();
    switch (on) {
      case HOSTED -> {
        if (successUrl == null || returnUrl != null) {
          throw SurfaceProblems.wrongUrls(on, "'successUrl' and, if you like, 'cancelUrl'");
        }
      }
      case EMBEDDED, ELEMENTS -> {
        if (returnUrl == null || successUrl != null || cancelUrl != null) {
          throw SurfaceProblems.wrongUrls(on, "'returnUrl'");
        }
      }
    }
  }

  /**
   * @throws io.paydesk.problem.Refusal {@code invalid-surface}
   */
  public Surface where() {
    for (var known : Surface.values()) {
      if (known.text().equals(surface)) {
        return known;
      }
    }
    throw SurfaceProblems.invalidSurface();
  }

  public Addresses addresses() {
    return new Addresses(returnUrl, successUrl, cancelUrl);
  }
}
