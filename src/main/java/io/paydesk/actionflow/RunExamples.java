package io.paydesk.actionflow;

import io.paydesk.openapi.ApiExamples;
import io.paydesk.openapi.ExampleBook;
import io.paydesk.order.OrderExamples;
import io.paydesk.order.OrderStatus;
import io.paydesk.order.OrderView;
import io.paydesk.payment.PaymentExamples;
import io.paydesk.payment.PaymentStatus;
import io.paydesk.payment.PaymentView;
import io.paydesk.rest.Page;
import io.paydesk.transaction.CallbackFlow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What follows the payment of {@link PaymentExamples}. */
public final class RunExamples implements ApiExamples {

  private static final Instant MORNING = Instant.parse("2026-11-23T09:31:02Z");
  private static final String DOWN = "IllegalStateException: the CRM does not answer";

  @Override
  public void addTo(ExampleBook book) {
    var done = RunView.of(run(RunStatus.SUCCEEDED));
    var failed = RunView.of(run(RunStatus.FAILED));
    var waiting = RunView.of(run(RunStatus.WAITING));
    book.answer("listRuns", 200, "a-page", new Page<>(List.of(done), "1"));
    book.answer("listRuns", 200, "the-last-page", new Page<>(List.of(failed), null));
    book.answer("getRun", 200, "failed", new RunDetailsView(failed, attempts(), rows()));
    book.answer("retryRun", 200, "waiting", waiting);
    book.answer("cancelRun", 200, "canceled", RunView.of(run(RunStatus.CANCELED)));
    book.request("retryRuns", "all", new RetryRuns(MORNING.toString(), null));
    book.request("retryRuns", "of-one-target", new RetryRuns(MORNING.toString(), "flow:Crm"));
    book.answer("retryRuns", 200, "retried", new RetriedRunsView(3));
    book.problem("run-not-found", Runs.notFound(1));
    book.problem(Runs.isOver(1, RunStatus.SUCCEEDED));
    book.problem(() -> new RetryRuns("yesterday", null).from());
    book.problem(() -> RunFilter.read("payments", null, null, null, null));
  }

  private static ActionflowRun run(RunStatus status) {
    var run = new ActionflowRun();
    run.id = 1L;
    run.uuid = UUID.fromString("0b7e3c52-8f0e-4a3e-9c57-2f6a4a1f3d11");
    run.flow = CallbackFlow.PAYMENT;
    run.subject = "payment:7";
    run.transition = "succeeded";
    run.occurrence = "";
    run.target = "flow:Crm";
    run.orderId = PaymentExamples.payment(PaymentStatus.SUCCEEDED).orderId;
    run.userId = PaymentExamples.payment(PaymentStatus.SUCCEEDED).userId;
    run.status = status;
    run.createdAt = MORNING;
    run.nextAttemptAt = MORNING.plusSeconds(5);
    switch (status) {
      case SUCCEEDED -> {
        run.attempts = 1;
        run.finishedAt = MORNING.plusSeconds(1);
      }
      case FAILED -> {
        run.attempts = RunQueue.TRIES;
        run.lastError = DOWN;
        run.finishedAt = MORNING.plusSeconds(260_000);
      }
      case WAITING -> {
        run.attempts = 1;
        run.lastError = DOWN;
      }
      case CANCELED -> {
        run.attempts = 1;
        run.lastError = DOWN;
        run.finishedAt = MORNING.plusSeconds(3600);
      }
    }
    return run;
  }

  private static List<RunDetailsView.Attempt> attempts() {
    return List.of(
        new RunDetailsView.Attempt(1, DOWN, null, MORNING.plusSeconds(1)),
        new RunDetailsView.Attempt(2, DOWN, null, MORNING.plusSeconds(6)));
  }

  private static RunRows rows() {
    return new RunRows(
        OrderView.of(OrderExamples.order(OrderStatus.PAID)),
        PaymentView.of(PaymentExamples.payment(PaymentStatus.SUCCEEDED)),
        null,
        null,
        null,
        List.of());
  }
}
