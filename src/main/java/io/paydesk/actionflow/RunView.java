package io.paydesk.actionflow;

import io.paydesk.transaction.CallbackFlow;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One reaction to one change, for an admin. */
@Schema(name = "ActionflowRun")
public record RunView(
    @Schema(required = true, examples = "1") long id,
    @Schema(
            required = true,
            description = "The id by which a flow knows the run; the same in each attempt",
            examples = "0b7e3c52-8f0e-4a3e-9c57-2f6a4a1f3d11")
        String runId,
    @Schema(required = true, examples = "payment") CallbackFlow flow,
    @Schema(required = true, description = RunView.TRANSITIONS, examples = "succeeded")
        String transition,
    @Schema(required = true, description = "The row that it happened to", examples = "payment:1")
        String subject,
    @Schema(
            description =
                """
                Which one, when a subject has several: the invoice, the failed try, the dispute \
                or warning (with the number of its change after `#`), the payment method, or the \
                version of the row \
                at that change\
                """,
            examples = "in_123")
        @Nullable String occurrence,
    @Schema(
            required = true,
            description = "`flow:` and the name of a bean, or `endpoint:` and the id of an address",
            examples = "flow:GrantAccess")
        String target,
    @Schema(required = true, examples = "1") long orderId,
    @Schema(required = true, examples = "user-1") String userId,
    @Schema(
            description =
                "In Stripe's words: an invoice's billing reason, or the code of a failure. Of an"
                    + " order: its `cancelReason`",
            examples = "subscription_cycle")
        @Nullable String reason,
    @Schema(required = true, examples = "succeeded") RunStatus status,
    @Schema(required = true, examples = "1") int attempts,
    @Schema(required = true, description = "Whether an attempt is being made now") boolean underWay,
    @Schema(
            description =
                "While it waits: when it is tried next. While an attempt runs: when it is tried"
                    + " again if that attempt never ends")
        @Nullable Instant nextAttemptAt,
    @Schema(description = "Why the last attempt failed") @Nullable String lastError,
    @Schema(required = true, description = "When it happened") Instant createdAt,
    @Nullable Instant finishedAt) {

  /** A test compares it with {@link io.paydesk.transaction.TransitionKind}. */
  static final String TRANSITIONS =
      """
      What happened. With the flow `payment`: `succeeded`, `authorized`, `capture_failed`, \
      `declined`, `authentication_required`, `failed`, `canceled`, \
      `inquiry_opened`, `inquiry_closed`, `disputed`, `dispute_updated`, `dispute_appealed`, \
      `dispute_won`, `dispute_lost`, `dispute_prevented`, `fraud_warning`, \
      `fraud_warning_updated`, `method_detached`, `method_updated`. With `refund`: `succeeded`, `failed`, `canceled`. With \
      `recurring_payment_management`: `started`, `access_ended`, `canceled`, \
      `cancel_scheduled`, `unpaid`, `paused`, `resumed`, `trial_ending`, `renewal_ahead`, \
      `refused`, `payment_failed`. With `recurring_payment_deduction`: `paid`. With `order`: \
      `paid`, `canceled`\
      """;

  static RunView of(ActionflowRun run) {
    return new RunView(
        run.id,
        run.uuid.toString(),
        run.flow,
        run.transition,
        run.subject,
        run.occurrence.isEmpty() ? null : run.occurrence,
        run.target,
        run.orderId,
        run.userId,
        run.reason,
        run.status,
        run.attempts,
        run.claim != null,
        run.status == RunStatus.WAITING ? run.nextAttemptAt : null,
        run.lastError,
        run.createdAt,
        run.finishedAt);
  }
}
