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

  /**
   * Whether the cookie that opens streams goes over TLS alone: PAYDESK_STREAM_SECURE_COOKIE. What
   * is seen here may be plain HTTP where a proxy ends TLS, so it is not guessed.
   */
  @WithDefault("true")
  boolean secureCookie();

  /** How often the tables are looked at where nobody tells of a change: PAYDESK_STREAM_POLL. */
  @WithDefault("1s")
  Duration poll();
}
