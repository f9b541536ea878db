package io.paydesk.stripe;

import java.util.Optional;

/**
 * What the prefix of a Stripe key says.
 *
 * @see <a href="https://docs.stripe.com/keys">docs.stripe.com/keys</a>
 */
public final class StripeKeys {

  private StripeKeys() {}

  public static boolean isLive(String key) {
    return key.matches("(sk|rk|pk)_live_.*");
  }

  /** What is wrong with the pair, without quoting either key; empty when nothing is. */
  public static Optional<String> problemOf(String secretKey, String publishableKey) {
    if (!secretKey.matches("(sk|rk)_(test|live)_.+")) {
      return Optional.of(
          "STRIPE_SECRET_KEY is not a secret key: it begins with sk_test_, sk_live_, rk_test_ or rk_live_");
    }
    if (!publishableKey.matches("pk_(test|live)_.+")) {
      return Optional.of(
          "STRIPE_PUBLISHABLE_KEY is not a publishable key: it begins with pk_test_ or pk_live_");
    }
    if (isLive(secretKey) != isLive(publishableKey)) {
      return Optional.of(
          "STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY are of different modes: take both from test or both from live");
    }
    return Optional.empty();
  }
}
