package io.paydesk.audit;

import io.paydesk.setting.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the audit remembers. */
@ConfigMapping(prefix = "paydesk.audit")
public interface AuditConfig {

  /**
   * How long an entry of the audit is kept. The least is a year, in which the database itself
   * refuses to remove it.
   */
  @WithDefault("P1095D")
  @WithConverter(AtLeast.AYear.class)
  Duration keep();
}
