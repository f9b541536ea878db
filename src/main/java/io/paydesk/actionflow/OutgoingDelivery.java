package io.paydesk.actionflow;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.paydesk.transaction.CallbackFlow;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is sent, in the form that Standard Webhooks recommends. {@link
 * DeliveryDescription} describes it to the app's programmers.
 *
 * @param type the name of a {@link DeliveryType}
 * @param timestamp when it happened
 * @param data a {@link Data} or a {@link TestData}
 */
@RegisterForReflection
record OutgoingDelivery(String type, Instant timestamp, Object data) {

  /** The type of a delivery that an admin asked for, to see whether it arrives. */
  static final String TEST = "endpoint.test";

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

  /** Nothing happened, so there are no rows. */
  @RegisterForReflection
  record TestData(String runId, int attempt, long endpointId) {}

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

  static OutgoingDelivery test(String id, long endpointId, Instant now) {
    return new OutgoingDelivery(TEST, now, new TestData(id, 1, endpointId));
  }
}
