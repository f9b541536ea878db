package io.paydesk.stream;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once it listens on a session of its own. Behind a pooler that gives each transaction
 * another connection there is none: that must show before anything is served. A listener that is
 * lost later does not make the process unready, as changes are then found by polling every second.
 */
@Readiness
@Singleton
class StreamHealth implements HealthCheck {

  private final WakeUpChannel channel;

  StreamHealth(WakeUpChannel channel) {
    this.channel = channel;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("Listener for changed rows")
        .withData("listening", channel.isListening())
        .status(channel.hasEverListened())
        .build();
  }
}
