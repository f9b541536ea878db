package io.paydesk.stripe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;

/** The Stripe account that the money goes to. */
@ConfigMapping(prefix = "stripe")
public interface StripeAccountConfig {

  /**
   * Secret or restricted key (sk_..., rk_...): STRIPE_SECRET_KEY. It decides between test and live.
   */
  String secretKey();

  /** Publishable key (pk_...), which browsers may see: STRIPE_PUBLISHABLE_KEY. */
  String publishableKey();

  /**
   * Signing secrets of the webhook endpoint, comma-separated, all accepted: STRIPE_WEBHOOK_SECRETS.
   */
  List<String> webhookSecrets();

  /** Another base URL than Stripe's, for the sandbox, a proxy or tests: STRIPE_API_BASE. */
  @WithDefault("https://api.stripe.com")
  URI apiBase();

  /** Whether the account's live mode is used, in which the money is real. */
  default boolean livemode() {
    return StripeKeys.isLive(secretKey());
  }
}
