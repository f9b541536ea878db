package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What Stripe has booked for a charge whose money a bank had held, in minor units.
 *
 * @param held in the currency of the charge, like the next
 * @param captured of that
 * @param booked in the currency of the account's balance; null while nothing is booked
 * @param rate from the one currency to the other; null where they are the same
 * @see <a
 *     href="https://support.stripe.com/questions/changes-to-balance-transaction-behavior-for-partial-capture-and-payment-cancellation-flows">what
 *     is booked of a capture</a>
 */
public record CaptureBooking(
    long held, long captured, @Nullable Long booked, @Nullable BigDecimal rate) {

  /**
   * @param charge Stripe's object; only its id where it was not expanded, which says nothing
   */
  static @Nullable CaptureBooking of(JsonNode charge) {
    var booking = charge.path("balance_transaction");
    var rate = booking.path("exchange_rate");
    return charge.isObject()
        ? new CaptureBooking(
            charge.path("amount").longValue(),
            charge.path("amount_captured").longValue(),
            booking.isObject() ? booking.path("amount").longValue() : null,
            rate.isNumber() ? rate.decimalValue() : null)
        : null;
  }

  public long released() {
    return held - captured;
  }

  /**
   * Whether all that was held is booked as taken, though only a part was. Then what was let go is
   * booked as a refund: so did API versions before 2025-03-31.basil.
   */
  public boolean isOfTheWhole() {
    return comesTo(held) && !comesTo(captured);
  }

  private boolean comesTo(long amount) {
    if (booked == null || rate == null) {
      return booked != null && booked == amount;
    }
    var converted = rate.multiply(BigDecimal.valueOf(amount));
    return converted.subtract(BigDecimal.valueOf(booked)).abs().compareTo(BigDecimal.ONE) <= 0;
  }
}
