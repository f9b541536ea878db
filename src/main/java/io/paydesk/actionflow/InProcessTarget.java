package io.paydesk.actionflow;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls the beans of the app's own logic, each on threads of its own, so that one that hangs takes
 * none from the others.
 */
@Singleton
class InProcessTarget implements RunTarget {

  static final String PREFIX = "flow:";
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final InProcessFlows beans;
  private final ActionflowConfig config;
  private final Map<String, ThreadPoolExecutor> threads = new ConcurrentHashMap<>();

  InProcessTarget(InProcessFlows beans, ActionflowConfig config) {
    this.beans = beans;
    this.config = config;
  }

  void stop(@Observes ShutdownEvent event) {
    threads.values().forEach(ThreadPoolExecutor::shutdownNow);
  }

  @Override
  public boolean isFor(ClaimedRun run) {
    return run.target().startsWith(PREFIX);
  }

  /** How many more it could take: a thread that does not heed its interruption is still taken. */
  int room(String target, int most) {
    var its = threads.get(target);
    return its == null ? most : Math.min(most, config.concurrency() - its.getActiveCount());
  }

  @Override
  public Uni<Void> carryOut(ClaimedRun run, RunRows rows) {
    var bean = beans.named(run.target().substring(PREFIX.length())).orElseThrow();
    return Uni.createFrom()
        .<Void>emitter(
            emitter -> {
              var work = threadsOf(run.target()).submit(() -> call(bean, run, rows, emitter));
              emitter.onTermination(() -> work.cancel(true));
            })
        .ifNoItem()
        .after(config.timeout())
        .failWith(
            () ->
                new RunFailure(
                    "It took longer than "
                        + config.timeout().toMillis()
                        + " ms and was interrupted",
                    null));
  }

  private ThreadPoolExecutor threadsOf(String target) {
    return threads.computeIfAbsent(
        target,
        name -> {
          var pool =
              new ThreadPoolExecutor(
                  config.concurrency(),
                  config.concurrency(),
                  IDLE.toSeconds(),
                  TimeUnit.SECONDS,
                  new LinkedBlockingQueue<>(),
                  task -> new Thread(task, "actionflow-" + name));
          pool.allowCoreThreadTimeOut(true);
          return pool;
        });
  }

  private static void call(
      Actionflow bean, ClaimedRun run, RunRows rows, UniEmitter<? super Void> emitter) {
    var request = Arc.container().requestContext();
    request.activate();
    try {
      var answer = call(bean, run, rows);
      if (answer == null) {
        emitter.complete(null);
      } else {
        answer.subscribe().with(done -> emitter.complete(null), emitter::fail);
      }
    } catch (Throwable e) {
      emitter.fail(e);
    } finally {
      request.terminate();
    }
  }

  private static Uni<Void> call(Actionflow bean, ClaimedRun run, RunRows rows) {
    var told = run.told();
    return switch (run.flow()) {
      case PAYMENT ->
          run.transition().equals("succeeded")
              ? bean.stripePaymentCallback(told, rows.order(), rows.payment())
              : bean.stripePaymentFailed(told, rows.order(), rows.payment());
      case REFUND ->
          run.transition().equals("succeeded")
              ? bean.stripeRefundCallback(told, rows.order(), rows.payment(), rows.refund())
              : bean.stripeRefundFailed(told, rows.order(), rows.payment(), rows.refund());
      case RECURRING_PAYMENT_MANAGEMENT ->
          switch (run.transition()) {
            case "started", "canceled" ->
                bean.stripeRecurringPaymentManagementCallback(
                    told, rows.order(), rows.recurringPayment());
            default ->
                bean.stripeRecurringPaymentFailed(told, rows.order(), rows.recurringPayment());
          };
      case RECURRING_PAYMENT_DEDUCTION ->
          bean.stripeRecurringPaymentDeductionCallback(
              told, rows.order(), rows.payments(), rows.recurringPayment());
    };
  }
}
