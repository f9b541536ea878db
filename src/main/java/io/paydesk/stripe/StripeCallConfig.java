package io.paydesk.stripe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How Stripe is called. */
@ConfigMapping(prefix = "paydesk.stripe")
public interface StripeCallConfig {

  /** Worker threads, and so calls in flight at the most: PAYDESK_STRIPE_CONCURRENCY. */
  @WithDefault("64")
  int concurrency();

  /** Calls that may wait for a worker thread; one more is not made, its outcome is unknown. */
  @WithDefault("1000")
  int queue();

  /** Longest wait for an answer, in each try: PAYDESK_STRIPE_TIMEOUT, such as 20S. */
  @WithDefault("20S")
  Duration timeout();

  /** Longest wait for a connection. */
  @WithDefault("5S")
  Duration connectTimeout();

  /**
   * How often stripe-java repeats a call that did not come through, under the same idempotency key.
   */
  @WithDefault("2")
  int retries();
}
