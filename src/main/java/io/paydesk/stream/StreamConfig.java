package io.paydesk.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How streams are kept. */
@ConfigMapping(prefix = "paydesk.stream")
public interface StreamConfig {

  /**
   * Silence after which a stream sends a comment. Make it shorter than the timeout of any proxy
   * before it.
   */
  @WithDefault("15S")
  Duration heartbeat();

  /** How long a reader may take nothing before it is cut off. */
  @WithDefault("60S")
  Duration stall();

  /** Streams that one process serves at most. */
  @WithDefault("10000")
  int limit();

  /** Streams of one user that one process serves at most. */
  @WithDefault("50")
  int limitPerUser();

  /**
   * {@code false} where browsers come without TLS. A proxy may end TLS before this service, so this
   * is not guessed.
   */
  @WithDefault("true")
  boolean secureCookie();

  /** How often the tables are read when nobody announces a change. */
  @WithDefault("1s")
  Duration poll();
}
