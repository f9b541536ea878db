package io.paydesk.stripe;

import com.stripe.exception.StripeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.paydesk.trace.Spans;
import io.paydesk.trace.TracedWork;
import io.paydesk.trace.Trail;
import io.paydesk.transaction.HomeContext;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The threads on which Stripe is called: stripe-java blocks, so never an event loop. The result
 * returns to the caller's own Vert.x context, as a Hibernate Reactive session must not be touched
 * from elsewhere. Each call is a span of the caller's work. It begins when the call is asked for,
 * so it includes the wait for a thread.
 */
@Singleton
class StripeWorkers {

  private static final Logger LOG = Logger.getLogger(StripeWorkers.class);

  private final MeterRegistry meters;
  private final Spans spans;
  private final StripePulse pulse;
  private final Duration longest;
  private final ThreadPoolExecutor threads;

  StripeWorkers(StripeCallConfig config, MeterRegistry meters, Spans spans, StripePulse pulse) {
    this.meters = meters;
    this.spans = spans;
    this.pulse = pulse;
    this.longest = config.callTimeout();
    var number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            config.concurrency(),
            config.concurrency(),
            60,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.queue()),
            work -> {
              var thread = new Thread(work, "stripe-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    meters.gauge("paydesk.stripe.calls.active", this, StripeWorkers::active);
    meters.gauge("paydesk.stripe.calls.queued", this, StripeWorkers::queued);
    meters.gauge("paydesk.stripe.silent.seconds", pulse, p -> p.silence().toSeconds());
  }

  int active() {
    return threads.getActiveCount();
  }

  int queued() {
    return threads.getQueue().size();
  }

  /** One more call would be turned away. */
  boolean isQueueFull() {
    return threads.getQueue().remainingCapacity() == 0;
  }

  /** A call that blocks. */
  interface Call<T> {
    T make() throws StripeException;
  }

  /**
   * @param operation names the call in metrics and traces, such as {@code payment_intents.create}
   * @return never fails
   */
  <T> Uni<StripeOutcome<T>> call(String operation, Call<T> call) {
    return call(operation, longest, call);
  }

  /**
   * @param atMost how long the call may keep its thread, where that is less than the setting
   */
  <T> Uni<StripeOutcome<T>> call(String operation, Duration atMost, Call<T> call) {
    var limit = atMost.compareTo(longest) < 0 ? atMost : longest;
    var caller = Trail.here();
    return Uni.createFrom()
        .<StripeOutcome<T>>deferred(
            () -> {
              var work = caller.during(() -> spans.call(operation));
              return Uni.createFrom()
                  .<StripeOutcome<T>>item(
                      () -> work.trail().during(() -> outcomeOf(operation, limit, call)))
                  .runSubscriptionOn(threads)
                  .onFailure(RejectedExecutionException.class)
                  .recoverWithItem(() -> new Unknown<>("too many calls are waiting", false))
                  .onItem()
                  .invoke(outcome -> end(work, outcome))
                  .onCancellation()
                  .invoke(() -> work.fail("given-up"));
            })
        .plug(HomeContext.back());
  }

  private static void end(TracedWork work, StripeOutcome<?> outcome) {
    work.record("paydesk.stripe.outcome", nameOf(outcome));
    if (outcome instanceof Unknown) {
      work.fail("unknown");
    } else {
      work.end();
    }
  }

  private static String nameOf(StripeOutcome<?> outcome) {
    return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private <T> StripeOutcome<T> outcomeOf(String operation, Duration limit, Call<T> call) {
    var timer = Timer.start(meters);
    var underWay = CallUnderWay.begin(limit);
    pulse.take();
    StripeOutcome<T> outcome;
    try {
      outcome = new StripeOutcome.Done<>(call.make());
    } catch (StripeException e) {
      outcome = underWay.judge(StripeFailures.outcomeOf(e));
      log(operation, outcome, e);
    } catch (RuntimeException e) {
      outcome = StripeFailures.outcomeOf(e);
      LOG.errorf(
          StripeFailures.withoutWords(e), "Stripe %s: the answer could not be read", operation);
    } finally {
      pulse.free();
      CallUnderWay.end();
    }
    timer.stop(
        meters.timer("paydesk.stripe.calls", "operation", operation, "outcome", nameOf(outcome)));
    return outcome;
  }

  /**
   * Stripe's messages name parameters and ids, never whole keys. The exception's own text may have
   * the whole body.
   */
  private static void log(String operation, StripeOutcome<?> outcome, StripeException e) {
    LOG.logf(
        outcome instanceof Unknown ? Logger.Level.ERROR : Logger.Level.WARN,
        "Stripe %s: %s, status %s, code %s, request %s",
        operation,
        outcome.getClass().getSimpleName(),
        e.getStatusCode(),
        StripeFailures.shown(e.getCode()),
        StripeFailures.shown(e.getRequestId()));
  }

  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
