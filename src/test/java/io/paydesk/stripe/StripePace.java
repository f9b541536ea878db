package io.paydesk.stripe;

import com.stripe.net.HttpClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.time.Duration;

/** How long the service waits for Stripe, where a test has reason to wait for less or more. */
@ApplicationScoped
public class StripePace {

  @Inject StripeHttp http;

  /**
   * stripe-java pauses for half a second before it repeats a request. This is its own switch for
   * tests.
   *
   * @param pauses false only where no two of a test's requests use one idempotency key at once: the
   *     second would be refused again
   */
  public void pauseBeforeRepeats(boolean pauses) {
    set(HttpClient.class, "networkRetriesSleep", pauses);
  }

  /**
   * @return how long one try could take until now
   */
  public Duration waitFor(Duration longestTry) {
    return (Duration) set(StripeHttp.class, "longestTry", longestTry);
  }

  /**
   * Longer than a busy machine needs, so that no request is repeated, and a test can count them.
   */
  public Patient patient() {
    var usual = waitFor(Duration.ofSeconds(20));
    return () -> waitFor(usual);
  }

  /** Ends with the usual wait. */
  public interface Patient extends AutoCloseable {
    @Override
    void close();
  }

  private Object set(Class<?> type, String name, Object value) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      var before = field.get(http);
      field.set(http, value);
      return before;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
