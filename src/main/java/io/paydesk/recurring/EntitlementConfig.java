package io.paydesk.recurring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a subscription gives access. */
@ConfigMapping(prefix = "paydesk.entitlement")
public interface EntitlementConfig {

  /** What becomes of access while Stripe collects no invoices ({@code pause_collection}). */
  enum Paused {
    /** It goes on, unpaid: what pausing is there for, as Stripe describes it. */
    KEEP,
    /** It ends with what was paid for before. */
    END
  }

  /** From when a renewal was due and not paid, access goes on for this long. */
  @WithDefault("168H")
  Duration grace();

  @WithDefault("keep")
  Paused paused();
}
