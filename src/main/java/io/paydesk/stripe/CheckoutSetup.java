package io.paydesk.stripe;

import com.stripe.param.checkout.SessionCreateParams;
import java.util.Map;

/**
 * What the call says that makes a Checkout Session in which a payer saves a method and pays
 * nothing.
 *
 * @see <a href="https://docs.stripe.com/payments/save-and-reuse?platform=web">save details for
 *     future payments</a>
 */
final class CheckoutSetup {

  /** In Stripe's answers only where it is expanded. */
  static final String INTENT = "setup_intent";

  private CheckoutSetup() {}

  /**
   * @param currency decides which methods Stripe offers
   * @param metadata on the SetupIntent too, which may be heard of first
   */
  static void addTo(
      SessionCreateParams.Builder params, String currency, Map<String, String> metadata) {
    params
        .setMode(SessionCreateParams.Mode.SETUP)
        .setCurrency(currency)
        .setSetupIntentData(
            SessionCreateParams.SetupIntentData.builder().putAllMetadata(metadata).build())
        .addExpand(INTENT);
  }
}
