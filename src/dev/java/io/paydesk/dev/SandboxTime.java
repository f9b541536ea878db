package io.paydesk.dev;

import io.paydesk.stripe.StripeClock;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * The time at Stripe is as far ahead as the pretend Stripe's clock was moved, once the news of what
 * happened meanwhile is here. The pretend Stripe outlives each reload of the service, so it tells
 * by a system property.
 */
@IfBuildProfile(anyOf = {"dev", "test"})
@Singleton
public class SandboxTime extends StripeClock {

  private static final String AHEAD = "paydesk.dev.sandbox.ahead";

  private volatile Duration passed = told();

  /**
   * @param ahead how far the pretend Stripe's clock is ahead of the machine's
   */
  public static void tell(Duration ahead) {
    System.setProperty(AHEAD, ahead.toString());
  }

  /** How far the pretend Stripe's clock is ahead. */
  Duration told() {
    return Duration.parse(System.getProperty(AHEAD, "PT0S"));
  }

  /** How far the service has followed; at once where the clock was set back. */
  @Override
  public Duration ahead() {
    var told = told();
    if (told.compareTo(passed) < 0) {
      passed = told;
    }
    return passed;
  }

  /** The news is here. */
  void pass(Duration time) {
    passed = time;
  }

  @Override
  public Instant now() {
    return Instant.now().plus(ahead());
  }

  @Override
  public Instant latest() {
    return Instant.now().plus(told());
  }
}
