package io.paydesk.stream;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once it has listened on a session of its own. Where there is none, as behind a pooler that
 * gives each transaction another connection, that shows before anything is served. A listener that
 * is lost later is no reason to take payments elsewhere: changes are then found by looking, every
 * second.
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
