package io.paydesk.actionflow;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is sent, in the form that Standard Webhooks recommends.
 *
 * @param type the table and what happened to its row: {@code refund.failed}, {@code
 *     recurring_payment.paid}
 * @param timestamp when it happened
 */
@RegisterForReflection
record OutgoingDelivery(String type, Instant timestamp, Data data) {

  /**
   * @param runId stays the same in each attempt, like {@code webhook-id}
   * @param reason in Stripe's words
   * @param about Stripe's id of what the change is about, such as a dispute
   * @param rows as they are now, which may be later than the change
   */
  @RegisterForReflection
  record Data(
      String runId,
      int attempt,
      CallbackFlow flow,
      String transition,
      @Nullable String reason,
      @Nullable String about,
      @JsonUnwrapped RunRows rows) {}

  static OutgoingDelivery of(ClaimedRun run, RunRows rows) {
    return new OutgoingDelivery(
        Subject.of(run.subject()).table() + "." + run.transition(),
        run.happenedAt(),
        new Data(
            run.uuid().toString(),
            run.attempt(),
            run.flow(),
            run.transition(),
            run.reason(),
            run.about(),
            rows));
  }
}
