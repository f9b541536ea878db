package io.paydesk.actionflow;

import io.paydesk.trace.Trail;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Calls the beans of the app's own logic, each on threads of its own, so that one that hangs takes
 * no thread from the others.
 */
@Singleton
class InProcessTarget implements RunTarget {

  static final String PREFIX = "flow:";
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final InProcessFlows beans;
  private final ActionflowConfig config;
  private final Map<String, ThreadPoolExecutor> threads = new ConcurrentHashMap<>();
  private final Set<Long> atWork = ConcurrentHashMap.newKeySet();

  InProcessTarget(InProcessFlows beans, ActionflowConfig config) {
    this.beans = beans;
    this.config = config;
  }

  void stop() {
    threads.values().forEach(ThreadPoolExecutor::shutdownNow);
  }

  @Override
  public boolean isFor(ClaimedRun run) {
    return run.target().startsWith(PREFIX);
  }

  /** How many more runs a bean can take. A thread that ignores its interruption still counts. */
  int room(String target, int most) {
    var its = threads.get(target);
    return its == null ? most : Math.min(most, config.concurrency() - its.getActiveCount());
  }

  /** Runs on which a thread still works, perhaps long after the attempt was given up. */
  Set<Long> atWork() {
    return Set.copyOf(atWork);
  }

  @Override
  public Uni<Void> carryOut(ClaimedRun run, RunRows rows) {
    var bean = beans.named(run.target().substring(PREFIX.length())).orElseThrow();
    var trail = Trail.here();
    return Uni.createFrom()
        .<Void>emitter(
            emitter -> {
              var call = new BeanCall(bean, run, rows, emitter);
              var work = threadsOf(run.target()).submit(() -> trail.during(() -> work(run, call)));
              emitter.onTermination(
                  () -> {
                    work.cancel(true);
                    call.cancel();
                  });
            })
        .ifNoItem()
        .after(config.timeout())
        .failWith(
            () ->
                new RunFailure(
                    "It took longer than %s ms and was interrupted"
                        .formatted(config.timeout().toMillis()),
                    null));
  }

  private void work(ClaimedRun run, BeanCall call) {
    atWork.add(run.id());
    try {
      call.run();
    } finally {
      atWork.remove(run.id());
    }
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
}
