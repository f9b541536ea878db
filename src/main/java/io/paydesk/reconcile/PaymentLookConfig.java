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
   * How long after its success a payment is looked at for refunds and disputes whose events were
   * lost; 0 turns it off: PAYDESK_PAYMENT_LOOK_FOR.
   */
  @WithDefault("P180D")
  @DurationMin
  Duration lookFor();

  /** Looks of one process in a minute, each some calls to Stripe: PAYDESK_PAYMENT_LOOKS. */
  @WithDefault("100")
  @Min(1) int looks();
}
