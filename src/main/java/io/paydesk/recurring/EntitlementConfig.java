package io.paydesk.recurring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a subscription gives access. */
@ConfigMapping(prefix = "paydesk.entitlement")
public interface EntitlementConfig {

  /** From when a renewal was due and not paid, access goes on for this long. */
  @WithDefault("168H")
  Duration grace();
}
