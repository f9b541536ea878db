package io.paydesk.idempotency;

import io.paydesk.setting.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long repetitions are known. */
@ConfigMapping(prefix = "paydesk.idempotency")
public interface IdempotencyConfig {

  /**
   * How long an {@code Idempotency-Key} is remembered. The least is a day: after that a repeated
   * refund would be a second one
   */
  @WithDefault("168H")
  @WithConverter(AtLeast.ADay.class)
  Duration keep();
}
