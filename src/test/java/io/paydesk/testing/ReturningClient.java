package io.paydesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.paydesk.testing.http.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A client that does what the description asks of it: told that it is not the time, it sends the
 * same request again. On a busy machine that may be. At its end it holds the service to a reason:
 * Stripe did not answer a call for each such answer, or a row was held by others that went on.
 */
public final class ReturningClient implements AutoCloseable {

  private static final String PROBLEM = "urn:paydesk:problem:";

  private final MeterRegistry meters;
  private final Standstill standstill;
  private final long unknownBefore;
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();

  public ReturningClient(Tables tables, MeterRegistry meters) {
    this.meters = meters;
    this.unknownBefore = unknown();
    this.standstill = new Standstill(tables);
  }

  /** Calls of which Stripe's answer did not come, or was that another has their key. */
  private long unknown() {
    return meters.find("paydesk.stripe.calls").tag("outcome", "unknown").timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  /** The answer that is not "not now". */
  public Answer send(Supplier<Answer> request) {
    return sendWhile(request, false);
  }

  /** Also again while Stripe has not said what became of what the request has begun. */
  public Answer sendUntilKnown(Supplier<Answer> request) {
    return sendWhile(request, true);
  }

  private Answer sendWhile(Supplier<Answer> request, boolean isUnknown) {
    var last = new AtomicReference<Answer>();
    PaydeskTest.eventually(
        x -> {
          last.set(request.get());
          assertThat(isNotNow(last.get(), isUnknown)).as(last.toString()).isFalse();
        });
    return last.get();
  }

  /** Any other refusal is for the test to judge. */
  private boolean isNotNow(Answer answer, boolean unknownToo) {
    if (answer.statusCode() == 202 && unknownToo) {
      unanswered.incrementAndGet();
      return true;
    }
    if (answer.statusCode() != 503 || answer.header("Retry-After") == null) {
      return false;
    }
    var type = answer.jsonPath().getString("type");
    if (type.equals(PROBLEM + "stripe-unavailable")) {
      unanswered.incrementAndGet();
      return true;
    }
    if (type.equals(PROBLEM + "busy")) {
      busy.incrementAndGet();
      return true;
    }
    return false;
  }

  /** Whether a request was sent more than once. */
  public boolean cameAgain() {
    return unanswered.get() + busy.get() > 0;
  }

  @Override
  public void close() {
    standstill.close();
    assertThat((long) unanswered.get())
        .as("told that Stripe did not answer")
        .isLessThanOrEqualTo(unknown() - unknownBefore);
    assertThat(busy.get() > 0 && standstill.wasSeen())
        .as("a row was held by a transaction that did nothing")
        .isFalse();
  }
}
