package io.paydesk.order;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is bought with an order.
 *
 * @param amount of one, in minor units of the order's currency; may be zero
 * @param quantity one or more
 * @param taxCode Stripe's
 */
@RegisterForReflection
public record OrderLine(
    String name, long amount, int quantity, @Nullable String taxCode, @Nullable String imageUrl) {

  /** Of all of them; too large for a long only until it was compared with the price. */
  BigInteger sum() {
    return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(quantity));
  }

  /** Minor units, of a line of an order that was made. */
  public long total() {
    return sum().longValueExact();
  }
}
