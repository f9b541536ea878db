package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe has booked for a charge whose money a bank had held, and for a refund of it.
 *
 * @param held minor units of the charge, like the next
 * @param captured of that
 * @param currency of the charge
 * @param charge null while nothing is booked: a capture may take its time
 * @param refund likewise
 * @see <a
 *     href="https://support.stripe.com/questions/changes-to-balance-transaction-behavior-for-partial-capture-and-payment-cancellation-flows">what
 *     is booked of a capture</a>
 */
public record CaptureBooking(
    long held,
    long captured,
    @Nullable String currency,
    @Nullable Entry charge,
    @Nullable Entry refund) {

  /** Both are booked with the capture; no rate of exchange moves meanwhile. */
  private static final Duration TOGETHER = Duration.ofMinutes(1);

  /**
   * A balance transaction.
   *
   * @param amount minor units of the account's balance; below zero where it went
   */
  record Entry(long amount, @Nullable String currency, @Nullable Instant createdAt) {

    private static @Nullable Entry of(JsonNode transaction) {
      return transaction.isObject()
          ? new Entry(
              transaction.path("amount").longValue(),
              StripeJson.text(transaction, "currency"),
              StripeJson.time(transaction, "created"))
          : null;
    }
  }

  /**
   * @param refund Stripe's object; null where its charge was not expanded
   */
  static @Nullable CaptureBooking of(JsonNode refund) {
    var charge = refund.path("charge");
    return charge.isObject()
        ? new CaptureBooking(
            charge.path("amount").longValue(),
            charge.path("amount_captured").longValue(),
            StripeJson.text(charge, "currency"),
            Entry.of(charge.path("balance_transaction")),
            Entry.of(refund.path("balance_transaction")))
        : null;
  }

  public long released() {
    return held - captured;
  }

  /** Whether enough is booked to tell. */
  public boolean isBooked() {
    return charge != null && (!isConverted(charge) || refund != null);
  }

  private boolean isConverted(Entry entry) {
    return currency == null || !currency.equals(entry.currency);
  }

  /**
   * Whether all that was held is booked as taken, though only a part was, and the refund is what
   * was let go of it: so did API versions before 2025-03-31.basil.
   */
  public boolean isOfTheWhole() {
    if (charge == null || released() <= 0) {
      return false;
    }
    return isConverted(charge) ? isOfTheWholeElsewhere(charge) : charge.amount == held;
  }

  /**
   * In a balance of another currency. Stripe does not say how a rate counts between currencies of
   * different digits, so both bookings are compared with each other.
   */
  private boolean isOfTheWholeElsewhere(Entry taken) {
    if (refund == null || refund.amount >= 0 || !isTogetherWith(taken, refund)) {
      return false;
    }
    // Nearer to all that was held than to what was captured: beyond the middle of the two.
    var twice = product(2, taken.amount, released());
    return twice.compareTo(product(1, held + captured, -refund.amount)) > 0;
  }

  private static BigInteger product(long one, long other, long third) {
    return BigInteger.valueOf(one)
        .multiply(BigInteger.valueOf(other))
        .multiply(BigInteger.valueOf(third));
  }

  private static boolean isTogetherWith(Entry one, Entry other) {
    return one.createdAt != null
        && other.createdAt != null
        && Duration.between(one.createdAt, other.createdAt).abs().compareTo(TOGETHER) <= 0;
  }
}
