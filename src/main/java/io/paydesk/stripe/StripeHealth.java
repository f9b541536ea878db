package io.paydesk.stripe;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while every call to Stripe would hang or be turned away, and ready again by itself.
 * Liveness ignores it, as a restart would not help. A Stripe that answers with errors, or leaves a
 * thread free, changes nothing here.
 */
@Readiness
@Singleton
class StripeHealth implements HealthCheck {

  private final StripeWorkers workers;
  private final StripePulse pulse;
  private final RequestsAreWhole requests;

  StripeHealth(StripeWorkers workers, StripePulse pulse, RequestsAreWhole requests) {
    this.workers = workers;
    this.pulse = pulse;
    this.requests = requests;
  }

  @Override
  public HealthCheckResponse call() {
    requests.look();
    return HealthCheckResponse.named("Calls to Stripe")
        .withData("active", workers.active())
        .withData("queued", workers.queued())
        .withData("silentSeconds", pulse.silence().toSeconds())
        .status(pulse.isThere() && !workers.isQueueFull())
        .build();
  }
}
