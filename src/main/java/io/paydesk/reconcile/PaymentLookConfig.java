package io.paydesk.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How payments whose money has come are looked at again. */
@ConfigMapping(prefix = "paydesk.payment")
public interface PaymentLookConfig {

  /**
   * How long after its success a payment is checked for refunds and disputes whose events were
   * lost. {@code 0} turns it off.
   */
  @WithDefault("P180D")
  @DurationMin
  Duration lookFor();

  /** Such checks of one process in a minute, three calls to Stripe each. */
  @WithDefault("100")
  @Min(1) int looks();
}
