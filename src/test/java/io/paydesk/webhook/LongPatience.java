package io.paydesk.webhook;

import io.paydesk.stripe.StripePace;
import io.quarkus.test.junit.QuarkusMock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Events wait for Stripe's answers as long as in production. So none is asked for twice on a busy
 * machine, and a test can count what is asked.
 */
@ApplicationScoped
public class LongPatience {

  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration LONGEST_TRY = Duration.ofSeconds(8);

  @Inject StripePace pace;

  private Duration usual;

  /** Until the test ends, or {@link #end}. */
  public void begin() {
    QuarkusMock.installMockForType(new Patience(LONGEST), Patience.class);
    usual = pace.waitFor(LONGEST_TRY);
  }

  public void end() {
    if (usual != null) {
      pace.waitFor(usual);
      usual = null;
    }
  }
}
