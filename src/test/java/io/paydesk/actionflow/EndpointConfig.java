package io.paydesk.actionflow;

import java.time.Duration;

/** The default settings, with one exception. */
record EndpointConfig(boolean allowPrivateAddresses) implements ActionflowConfig {

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(30);
  }

  @Override
  public int concurrency() {
    return 8;
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration keep() {
    return Duration.ofDays(90);
  }

  @Override
  public Duration poll() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Duration endpointPatience() {
    return Duration.ofHours(24);
  }
}
