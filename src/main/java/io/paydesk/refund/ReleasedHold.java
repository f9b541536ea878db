package io.paydesk.refund;

import io.paydesk.order.CaptureMethod;
import io.paydesk.order.Order;
import io.paydesk.payment.Payment;
import io.paydesk.stripe.CaptureBooking;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.RefundSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a payer's bank held and nobody captured. Stripe makes no refund of that since
 * 2025-03-31.basil, so not when Paydesk captures or cancels. But somebody else may do so with an
 * older version, or a hold may end in an account of an older one: then what is let go is listed as
 * a refund, though that money never came. Counted, it would make the order look as if money had
 * gone back.
 *
 * @see <a
 *     href="https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow">what
 *     changed</a>
 */
enum ReleasedHold {
  /** A refund of money that came. */
  NO,
  /** Money that never came. */
  YES,
  /** Only the end of the hold tells, and that is not known here yet. */
  HOLD_NOT_OVER,
  /** Only a listing tells, once Stripe has booked the charge. */
  NOT_LISTED;

  /** By then Stripe has booked whatever it books. */
  private static final Duration BOOKED_WITHIN = Duration.ofDays(1);

  private static final Comparator<RefundSnapshot> OLDEST_FIRST =
      Comparator.comparing(
              RefundSnapshot::createdAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(RefundSnapshot::id);

  /**
   * @param news that brings it, with all others of its payment where it was listed
   */
  static ReleasedHold of(
      Order order, Payment payment, RefundSnapshot seen, RefundNews news, UUID installation) {
    if (payment.capture != CaptureMethod.MANUAL || !mayBe(seen, installation)) {
      return NO;
    }
    if (payment.status.isLive()) {
      return HOLD_NOT_OVER;
    }
    if (!payment.status.hasMoney()) {
      return YES;
    }
    var booking = booking(seen, news);
    if (booking == null) {
      return news.complete() || seen.amount() != uncaptured(order, payment) ? NO : NOT_LISTED;
    }
    if (!isOldest(seen, booking, news, installation)) {
      return NO; // what is let go is made with the capture: as much again is a refund
    }
    if (!booking.isBooked() && !isOld(seen)) {
      return NOT_LISTED;
    }
    return booking.isOfTheWhole() ? YES : NO;
  }

  private static boolean isOld(RefundSnapshot seen) {
    return seen.createdAt() == null
        || seen.createdAt().isBefore(Instant.now().minus(BOOKED_WITHIN));
  }

  private static boolean mayBe(RefundSnapshot seen, UUID installation) {
    return Installation.rowOf(installation, seen.metadata()) == null
        && RefundStatus.ofStripe(seen.stripeStatus()) == RefundStatus.SUCCEEDED;
  }

  private static long uncaptured(Order order, Payment payment) {
    long held = order.bill == null ? payment.amount : order.bill.total();
    return held - payment.amountReceived;
  }

  private static @Nullable CaptureBooking booking(RefundSnapshot seen, RefundNews news) {
    return news.seen().stream()
        .filter(one -> one.id().equals(seen.id()))
        .map(RefundSnapshot::capture)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Of all that come to the uncaptured rest. */
  private static boolean isOldest(
      RefundSnapshot seen, CaptureBooking booking, RefundNews news, UUID installation) {
    return news.seen().stream()
        .filter(one -> Objects.equals(one.chargeId(), seen.chargeId()))
        .filter(one -> one.amount() == booking.released() && mayBe(one, installation))
        .min(OLDEST_FIRST)
        .filter(oldest -> oldest.id().equals(seen.id()))
        .isPresent();
  }
}
