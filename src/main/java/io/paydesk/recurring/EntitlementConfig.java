package io.paydesk.recurring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a subscription gives access. */
@ConfigMapping(prefix = "paydesk.entitlement")
public interface EntitlementConfig {

  /** What becomes of access while Stripe collects no invoices ({@code pause_collection}). */
  enum Paused {
    /** It goes on unpaid. Stripe describes pausing as a way to offer this. */
    KEEP,
    /** It ends with the period that was paid for. */
    END
  }

  /** Access goes on for this long after a renewal was due and not paid. */
  @WithDefault("168H")
  Duration grace();

  /**
   * What becomes of access while Stripe collects no invoices ({@code pause_collection}): {@code
   * keep}, or {@code end} with the period that was paid for.
   */
  @WithDefault("keep")
  Paused paused();
}
