package io.paydesk.actionflow;

import io.paydesk.transaction.OwnContext;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Registers the endpoint of the settings, as an app would at its start. One that is removed from
 * the settings stays until somebody deletes it.
 */
@Singleton
class OwnEndpoint {

  /** After the mode of the database is known to be right. */
  private static final int SOON = 1;

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  private final OwnEndpointConfig config;
  private final EndpointRegistration registration;
  private final OwnContext contexts;

  OwnEndpoint(OwnEndpointConfig config, EndpointRegistration registration, OwnContext contexts) {
    this.config = config;
    this.registration = registration;
    this.contexts = contexts;
  }

  void onStart(@Observes @Priority(SOON) StartupEvent event) {
    config.url().ifPresent(this::register);
  }

  private void register(String url) {
    var request = CreateEndpoint.of(url, flows(), null, config.secret().orElseThrow());
    contexts.run(() -> registration.registerOfSetting(request)).await().atMost(LONG_ENOUGH);
  }

  private List<String> flows() {
    return config.flows().stream().map(String::strip).toList();
  }
}
