package io.paydesk.reconcile;

import io.paydesk.setting.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How payments whose money has come are looked at again. */
@ConfigMapping(prefix = "paydesk.payment")
public interface PaymentLookConfig {

  /**
   * How long after its success a payment is checked for refunds and disputes whose events were
   * lost. {@code 0} turns it off.
   */
  @WithDefault("P180D")
  @WithConverter(AtLeast.NoTime.class)
  Duration lookFor();

  /** Such checks of one process in a minute, three calls to Stripe each. */
  @WithDefault("100")
  @WithConverter(AtLeast.OneAtOnce.class)
  int looks();
}
