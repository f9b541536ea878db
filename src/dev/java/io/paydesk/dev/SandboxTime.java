package io.paydesk.dev;

import io.paydesk.stripe.StripeClock;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * The time at Stripe is as far ahead as the pretend Stripe's clock was moved. That outlives each
 * reload of the service, so it is told as a system property.
 */
@IfBuildProfile(anyOf = {"dev", "test"})
@Singleton
public class SandboxTime extends StripeClock {

  private static final String AHEAD = "paydesk.dev.sandbox.ahead";

  /**
   * @param ahead how far the pretend Stripe's clock is ahead of the machine's
   */
  public static void tell(Duration ahead) {
    System.setProperty(AHEAD, ahead.toString());
  }

  Duration ahead() {
    return Duration.parse(System.getProperty(AHEAD, "PT0S"));
  }

  @Override
  public Instant now() {
    return Instant.now().plus(ahead());
  }
}
