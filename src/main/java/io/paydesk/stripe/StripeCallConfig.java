package io.paydesk.stripe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How Stripe is called. */
@ConfigMapping(prefix = "paydesk.stripe")
public interface StripeCallConfig {

  /** Calls to Stripe in flight at most. */
  @WithDefault("64")
  int concurrency();

  /** Calls that may wait for their turn. One more is not made, and its outcome is unknown. */
  @WithDefault("1000")
  int queue();

  /** How long one try may take, from the connection to the last byte of the answer. */
  @WithDefault("20S")
  Duration timeout();

  /**
   * How long a call may take with all its tries and, of a listing, all its pages. Then its outcome
   * is unknown, and Paydesk asks again later.
   */
  @WithDefault("2M")
  Duration callTimeout();

  /** How long the connection of one try may take. */
  @WithDefault("5S")
  Duration connectTimeout();

  /**
   * How often a request that was not answered in whole is sent again at once, under its idempotency
   * key.
   */
  @WithDefault("2")
  int retries();
}
