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

  /**
   * How long one try may take, from the connection to the last byte of the answer:
   * PAYDESK_STRIPE_TIMEOUT, such as 20S.
   */
  @WithDefault("20S")
  Duration timeout();

  /**
   * How long a call may take with all its tries and, of a listing, all its pages:
   * PAYDESK_STRIPE_CALL_TIMEOUT.
   */
  @WithDefault("2M")
  Duration callTimeout();

  /** Longest wait for a connection, within a try. */
  @WithDefault("5S")
  Duration connectTimeout();

  /**
   * How often stripe-java repeats a call that did not come through, under the same idempotency key.
   */
  @WithDefault("2")
  int retries();
}
