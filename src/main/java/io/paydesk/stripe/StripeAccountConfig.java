package io.paydesk.stripe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;

/** The Stripe account that the money goes to. */
@ConfigMapping(prefix = "stripe")
public interface StripeAccountConfig {

  /**
   * Required. The secret or restricted key ({@code sk_...}, {@code rk_...}). It decides between
   * test and live mode.
   */
  String secretKey();

  /**
   * Required. The publishable key ({@code pk_...}), which browsers may see. It is of the same mode.
   */
  String publishableKey();

  /**
   * Required. The signing secrets of the webhook endpoint, comma-separated. All are accepted, so
   * that you can rotate them.
   */
  List<String> webhookSecrets();

  /** Another address than Stripe's, for proxies and tests. */
  @WithDefault("https://api.stripe.com")
  URI apiBase();

  /**
   * The address of Stripe.js that browsers load. Its version is that of the API that Paydesk
   * speaks.
   */
  @WithDefault("https://js.stripe.com/dahlia/stripe.js")
  URI script();

  /** Whether the account's live mode is used, in which the money is real. */
  default boolean livemode() {
    return StripeKeys.isLive(secretKey());
  }
}
