package io.paydesk.actionflow;

import io.paydesk.recurring.EntitlementsView.Entitlement;
import io.paydesk.transaction.CallbackFlow;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that was taken from the queue for one attempt.
 *
 * @param claim names the attempt: its result counts only while the row still has it
 * @param subject table and id of its row
 * @param isOutcome whether the row's callbackProcessed waits for it
 * @param retriedAt how many attempts there were when somebody last had it retried
 * @param occurrence tells transitions of the same name apart, such as by the invoice
 * @param traceparent of what led to it; null when that was not traced
 */
record ClaimedRun(
    long id,
    UUID uuid,
    @Nullable UUID claim,
    CallbackFlow flow,
    String subject,
    String transition,
    String occurrence,
    String target,
    boolean inProcess,
    boolean isOutcome,
    long orderId,
    @Nullable String reason,
    int attempt,
    int retriedAt,
    Instant happenedAt,
    @Nullable String traceparent) {

  static ClaimedRun of(Row row) {
    return new ClaimedRun(
        row.getLong("id"),
        row.getUUID("uuid"),
        row.getUUID("claim"),
        CallbackFlow.valueOf(row.getString("flow").toUpperCase(Locale.ROOT)),
        row.getString("subject"),
        row.getString("transition"),
        row.getString("occurrence"),
        row.getString("target"),
        row.getBoolean("in_process"),
        row.getBoolean("is_outcome"),
        row.getLong("order_id"),
        row.getString("reason"),
        row.getInteger("attempts"),
        row.getInteger("retried_at"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getString("traceparent"));
  }

  static ClaimedRun of(ActionflowRun run) {
    return new ClaimedRun(
        run.id,
        run.uuid,
        run.claim,
        run.flow,
        run.subject,
        run.transition,
        run.occurrence,
        run.target,
        run.inProcess,
        run.isOutcome,
        run.orderId,
        run.reason,
        run.attempts,
        run.retriedAt,
        run.createdAt,
        run.traceparent);
  }

  /** Whether every attempt was used up, and none of them ended. */
  boolean isSpent() {
    return attempt - retriedAt > RunQueue.TRIES;
  }

  long subjectId() {
    return Subject.of(subject).id();
  }

  /** Stripe's id of what it is about; null where that is the row itself. */
  @Nullable String about() {
    return switch (flow) {
      case PAYMENT, RECURRING_PAYMENT_DEDUCTION ->
          occurrence.isEmpty() ? null : occurrence.split("#", 2)[0];
      // Their occurrence only counts changes of the row; it is no object's id.
      case ORDER, REFUND, RECURRING_PAYMENT_MANAGEMENT -> null;
    };
  }

  /**
   * @param entitlements the user's
   */
  CallbackRun forBean(List<Entitlement> entitlements) {
    return new CallbackRun(
        uuid.toString(),
        flow,
        transition,
        attempt,
        attempt > 1,
        reason,
        about(),
        happenedAt,
        entitlements);
  }
}
