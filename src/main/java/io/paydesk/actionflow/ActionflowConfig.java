package io.paydesk.actionflow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the app's own logic is run. */
@ConfigMapping(prefix = "paydesk.actionflow")
public interface ActionflowConfig {

  /** How long a bean may work on one run before it is interrupted: PAYDESK_ACTIONFLOW_TIMEOUT. */
  @WithDefault("30S")
  @DurationMin(millis = 1)
  Duration timeout();

  /**
   * Runs of one target at once in each process, so that a slow one takes nothing from another:
   * PAYDESK_ACTIONFLOW_CONCURRENCY.
   */
  @WithDefault("8")
  @Min(1) int concurrency();

  /**
   * The pause after the first failed attempt; each further one is three times as long, up to six
   * hours: PAYDESK_ACTIONFLOW_PAUSE.
   */
  @WithDefault("5S")
  @DurationMin(millis = 1)
  Duration pause();

  /** How long a run is kept after it succeeded or was canceled: PAYDESK_ACTIONFLOW_KEEP. */
  @WithDefault("2160H")
  @DurationMin(seconds = 1)
  Duration keep();

  /** How often each process looks for what another one left: PAYDESK_ACTIONFLOW_POLL. */
  @WithDefault("1S")
  Duration poll();

  /**
   * Whether addresses of the app's own may be private ones, and without TLS:
   * PAYDESK_ACTIONFLOW_ALLOW_PRIVATE_ADDRESSES. Whoever may make endpoints can then have this
   * service send to its own network.
   */
  @WithDefault("false")
  boolean allowPrivateAddresses();

  /**
   * How long each delivery to an endpoint may fail before the endpoint is paused:
   * PAYDESK_ACTIONFLOW_ENDPOINT_PATIENCE.
   */
  @WithDefault("24H")
  @DurationMin(millis = 1)
  Duration endpointPatience();
}
