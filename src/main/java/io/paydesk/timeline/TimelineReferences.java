package io.paydesk.timeline;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an entry of a timeline speaks of, to be opened. */
@Schema(name = "TimelineReferences")
public record TimelineReferences(
    @Schema(required = true, description = "This order, or one that renews it", examples = "1")
        long orderId,
    @Schema(examples = "1") @Nullable Long paymentId,
    @Schema(examples = "1") @Nullable Long refundId,
    @Schema(examples = "1") @Nullable Long disputeId,
    @Schema(examples = "1") @Nullable Long recurringPaymentId,
    @Schema(
            description = "Stripe's event: this one, or the one that brought it about",
            examples = "evt_123")
        @Nullable String eventId,
    @Schema(description = "The run of the app's own logic", examples = "1") @Nullable Long runId,
    @Schema(description = "Who asked for it, in the audit", examples = "4711")
        @Nullable Long auditId) {

  static TimelineReferences of(Recorded seen) {
    boolean isPayment = seen.isAbout("payment");
    return new TimelineReferences(
        seen.orderId(),
        isPayment ? seen.rowId() : seen.paymentId(),
        seen.isAbout("refund") ? seen.rowId() : null,
        seen.isAbout("dispute") ? seen.rowId() : null,
        seen.isAbout("recurring_payment") ? seen.rowId() : null,
        seen.eventId(),
        seen.runId(),
        seen.auditId());
  }
}
