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

  /** Before the event gives up. */
  private static final Duration EARLIER = Duration.ofSeconds(2);

  @Inject StripePace pace;

  private Duration usual;

  /** Until {@link #end}, at the end of the test. */
  public void begin() {
    begin(LONGEST);
  }

  void begin(Duration longest) {
    QuarkusMock.installMockForType(new Patience(longest), Patience.class);
    usual = pace.waitFor(longest.minus(EARLIER));
  }

  public void end() {
    if (usual != null) {
      pace.waitFor(usual);
      usual = null;
    }
  }
}
