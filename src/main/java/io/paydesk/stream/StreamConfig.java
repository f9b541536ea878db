package io.paydesk.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How streams are kept. */
@ConfigMapping(prefix = "paydesk.stream")
public interface StreamConfig {

  /** Silence after which a comment is sent: PAYDESK_STREAM_HEARTBEAT, such as 15S. */
  @WithDefault("15S")
  Duration heartbeat();

  /** How long a reader may take nothing before it is cut off: PAYDESK_STREAM_STALL. */
  @WithDefault("60S")
  Duration stall();

  /** Streams that one process serves at the most: PAYDESK_STREAM_LIMIT. */
  @WithDefault("10000")
  int limit();

  /** Streams of one user at the most, in one process: PAYDESK_STREAM_LIMIT_PER_USER. */
  @WithDefault("50")
  int limitPerUser();
}
