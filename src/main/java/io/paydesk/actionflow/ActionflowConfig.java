package io.paydesk.actionflow;

import io.paydesk.setting.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the app's own logic is run. */
@ConfigMapping(prefix = "paydesk.actionflow")
public interface ActionflowConfig {

  /** How long a bean may work on one run before it is interrupted. */
  @WithDefault("30S")
  @WithConverter(AtLeast.AMillisecond.class)
  Duration timeout();

  /**
   * Runs of one bean or address at once in each process, so that a slow one takes nothing from
   * another.
   */
  @WithDefault("8")
  @WithConverter(AtLeast.OneAtOnce.class)
  int concurrency();

  /**
   * The pause after the first failed attempt. Each further one is three times as long, up to six
   * hours.
   */
  @WithDefault("5S")
  @WithConverter(AtLeast.AMillisecond.class)
  Duration pause();

  /** How long a run is kept after it succeeded or was canceled. Failed runs stay. */
  @WithDefault("2160H")
  @WithConverter(AtLeast.ASecond.class)
  Duration keep();

  /** How often each process looks for runs that another one left behind. */
  @WithDefault("1S")
  Duration poll();

  /**
   * {@code true} lets endpoints be on private addresses, and without TLS. Callers who may make
   * endpoints can then have this service send to its own network.
   */
  @WithDefault("false")
  boolean allowPrivateAddresses();

  /** An endpoint at which every delivery has failed for this long is paused. */
  @WithDefault("24H")
  @WithConverter(AtLeast.AMillisecond.class)
  Duration endpointPatience();
}
