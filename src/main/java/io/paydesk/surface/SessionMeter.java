package io.paydesk.surface;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.stripe.Surface;
import jakarta.inject.Singleton;

/** Counts the checkout sessions that are answered to those who ask for one. */
@Singleton
public class SessionMeter {

  private final MeterRegistry meters;

  SessionMeter(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * @param isNew false where an earlier request had begun it
   */
  public void count(Surface surface, boolean isNew) {
    meters
        .counter(
            "paydesk.checkout.sessions",
            "surface",
            surface.text(),
            "outcome",
            isNew ? "begun" : "handed_back")
        .increment();
  }
}
