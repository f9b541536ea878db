package io.paydesk.stripe;

import com.stripe.Stripe;

/** What of Stripe's API this service speaks. */
public final class StripeApi {

  private StripeApi() {}

  /**
   * Such as {@code 2026-07-29.dahlia}.
   *
   * @see <a href="https://docs.stripe.com/api/versioning">docs.stripe.com/api/versioning</a>
   */
  public static String version() {
    return Stripe.API_VERSION;
  }
}
