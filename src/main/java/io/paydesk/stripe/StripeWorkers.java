package io.paydesk.stripe;

import com.stripe.exception.StripeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.paydesk.changed.HomeContext;
import io.paydesk.stripe.StripeOutcome.Unknown;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The threads on which Stripe is called, as stripe-java blocks: never an event loop. What comes
 * back is handed over on the caller's own Vert.x context, as a Hibernate Reactive session must not
 * be touched from elsewhere.
 */
@Singleton
class StripeWorkers {

  private static final Logger LOG = Logger.getLogger(StripeWorkers.class);

  private final MeterRegistry meters;
  private final ThreadPoolExecutor threads;

  StripeWorkers(StripeCallConfig config, MeterRegistry meters) {
    this.meters = meters;
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
    meters.gauge("paydesk.stripe.calls.active", threads, ThreadPoolExecutor::getActiveCount);
    meters.gauge("paydesk.stripe.calls.queued", threads, pool -> pool.getQueue().size());
  }

  /** A call that blocks. */
  interface Call<T> {
    T make() throws StripeException;
  }

  /**
   * @param operation names the call in metrics, such as {@code payment_intents.create}
   * @return always an item, never a failure
   */
  <T> Uni<StripeOutcome<T>> call(String operation, Call<T> call) {
    return Uni.createFrom()
        .<StripeOutcome<T>>item(() -> outcomeOf(operation, call))
        .runSubscriptionOn(threads)
        .onFailure(RejectedExecutionException.class)
        .recoverWithItem(() -> new Unknown<>("too many calls are waiting", false))
        .plug(HomeContext.back());
  }

  private <T> StripeOutcome<T> outcomeOf(String operation, Call<T> call) {
    var timer = Timer.start(meters);
    StripeOutcome<T> outcome;
    try {
      outcome = new StripeOutcome.Done<>(call.make());
    } catch (StripeException e) {
      outcome = StripeFailures.outcomeOf(e);
      // Stripe's messages name parameters and ids, never keys in full; the exception's own text has
      // more than we want.
      LOG.logf(
          outcome instanceof Unknown<T> ? Logger.Level.ERROR : Logger.Level.WARN,
          "Stripe %s: %s, status %s, code %s, request %s",
          operation,
          outcome.getClass().getSimpleName(),
          e.getStatusCode(),
          e.getCode(),
          e.getRequestId());
    } catch (RuntimeException e) {
      outcome = new Unknown<>("an answer that could not be read", false);
      LOG.error("Stripe " + operation + ": the answer could not be read", e);
    }
    timer.stop(
        meters.timer(
            "paydesk.stripe.calls",
            "operation",
            operation,
            "outcome",
            outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
    return outcome;
  }

  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
