package io.paydesk.actionflow;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.trace.LogId;
import io.paydesk.trace.Spans;
import io.paydesk.trace.TracedWork;
import io.paydesk.transaction.CallbackFlow;
import io.paydesk.transaction.HomeContext;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Makes one attempt of a run: reads its rows, calls its target with them, and records how that
 * ended.
 */
@Singleton
class RunAttempts {

  private static final Logger LOG = Logger.getLogger(RunAttempts.class);

  private final RunRowsReader rows;
  private final List<RunTarget> targets;
  private final RunOutcome outcome;
  private final RunQueue queue;
  private final MeterRegistry meters;
  private final Spans spans;

  RunAttempts(
      RunRowsReader rows,
      @All List<RunTarget> targets,
      RunOutcome outcome,
      RunQueue queue,
      MeterRegistry meters,
      Spans spans) {
    this.rows = rows;
    this.targets = targets;
    this.outcome = outcome;
    this.queue = queue;
    this.meters = meters;
    this.spans = spans;
  }

  /**
   * Call it in a Vert.x context of its own. The attempt's span continues the trace of what led to
   * the run.
   *
   * @return the pause until the run is due again; zero when it is not
   */
  Uni<Duration> make(ClaimedRun run) {
    var work = begin(run);
    return work.trail()
        .around(
            () ->
                Uni.createFrom()
                    .deferred(() -> attempt(run))
                    .plug(HomeContext.back())
                    .onItemOrFailure()
                    .transformToUni(
                        (done, failure) ->
                            failure == null
                                ? succeeded(run).onTermination().invoke(work::end)
                                : failed(run, failure)
                                    .onTermination()
                                    .invoke(() -> work.fail(failure))));
  }

  private TracedWork begin(ClaimedRun run) {
    // As text: if the subject cannot be read, the attempt fails, and that is recorded.
    var subject = run.subject().substring(run.subject().indexOf(':') + 1);
    return spans
        .goOn("run " + run.target(), run.traceparent())
        .record("paydesk.flow", run.flow().text())
        .record("paydesk.transition", run.transition())
        .record("paydesk.attempt", run.attempt())
        .about(LogId.RUN, run.id())
        .about(LogId.ORDER, run.orderId())
        .about(logIdOf(run.flow()), subject);
  }

  private static LogId logIdOf(CallbackFlow flow) {
    return switch (flow) {
      case PAYMENT -> LogId.PAYMENT;
      case ORDER -> LogId.ORDER;
      case REFUND -> LogId.REFUND;
      case RECURRING_PAYMENT_MANAGEMENT, RECURRING_PAYMENT_DEDUCTION -> LogId.RECURRING_PAYMENT;
    };
  }

  private Uni<Void> attempt(ClaimedRun run) {
    if (run.isSpent()) {
      throw new RunFailure("Each attempt ended with its process, or took too long", null);
    }
    var target = targets.stream().filter(one -> one.isFor(run)).findFirst().orElseThrow();
    return rows.read(run.flow(), run.subjectId(), run.orderId(), run.occurrence())
        .flatMap(read -> target.carryOut(run, read));
  }

  private Uni<Duration> succeeded(ClaimedRun run) {
    return outcome
        .succeed(run)
        .invoke(
            recorded -> {
              if (recorded) {
                count(run, "succeeded");
              } else {
                LOG.warnf("%s ended after another process had taken it over", named(run));
              }
            })
        .replaceWith(Duration.ZERO);
  }

  private Uni<Duration> failed(ClaimedRun run, Throwable failure) {
    var reason = RunFailure.of(failure);
    return queue
        .putBack(run, reason)
        .invoke(
            put -> {
              if (put.status() == RunStatus.FAILED) {
                count(run, "failed");
                LOG.errorf(failure, "%s failed for good: %s", named(run), reason.getMessage());
              } else if (put.status() == RunStatus.WAITING) {
                count(run, "retried");
                LOG.warnf(
                    "%s failed in attempt %d: %s; the next is in %s",
                    named(run), run.attempt(), reason.getMessage(), put.pause());
              }
            })
        .map(put -> put.status() == RunStatus.WAITING ? put.pause() : Duration.ZERO);
  }

  private static String named(ClaimedRun run) {
    return "Run %d of %s (%s %s of order %d)"
        .formatted(run.id(), run.target(), run.subject(), run.transition(), run.orderId());
  }

  private void count(ClaimedRun run, String result) {
    meters
        .counter(
            "paydesk.actionflow.runs",
            "flow",
            run.flow().text(),
            "target",
            run.inProcess() ? run.target() : "endpoint",
            "result",
            result)
        .increment();
  }
}
