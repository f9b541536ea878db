package io.paydesk.timeline;

import io.paydesk.problem.Refusal;
import io.paydesk.rest.RowId;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Of what an order's timeline tells: of all, or of one row that belongs to it.
 *
 * @param paymentId with its refunds and disputes
 */
public record TimelineFilter(
    @Nullable Long paymentId,
    @Nullable Long refundId,
    @Nullable Long disputeId,
    @Nullable Long recurringPaymentId) {

  public static final TimelineFilter ALL = new TimelineFilter(null, null, null, null);

  /**
   * @throws Refusal {@code one-row-at-a-time} where two are named
   */
  static TimelineFilter read(
      @Nullable RowId payment,
      @Nullable RowId refund,
      @Nullable RowId dispute,
      @Nullable RowId recurringPayment) {
    if (Stream.of(payment, refund, dispute, recurringPayment).filter(Objects::nonNull).count()
        > 1) {
      throw Refusal.of(
          "one-row-at-a-time",
          400,
          "The timeline is of one row, or of all",
          "Name one of 'paymentId', 'refundId', 'disputeId' and 'recurringPaymentId', or none.");
    }
    return new TimelineFilter(
        value(payment), value(refund), value(dispute), value(recurringPayment));
  }

  private static @Nullable Long value(@Nullable RowId id) {
    return id == null ? null : id.value();
  }

  boolean isAll() {
    return equals(ALL);
  }
}
