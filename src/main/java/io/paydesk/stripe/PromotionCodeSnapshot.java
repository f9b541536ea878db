package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A promotion code and its coupon at one moment.
 *
 * @param endsAt when neither can be redeemed any more; null where that has no end
 * @param isSpent whether the code or its coupon has been redeemed as often as it may be
 * @param currencies in which it takes off an amount; empty where it takes off a part, in any
 * @see <a href="https://docs.stripe.com/api/promotion_codes/object">the code</a> and <a
 *     href="https://docs.stripe.com/api/coupons/object">its coupon</a>
 */
public record PromotionCodeSnapshot(
    @Nullable Instant endsAt, boolean isSpent, Set<String> currencies) {

  static PromotionCodeSnapshot of(JsonNode code, JsonNode coupon) {
    return new PromotionCodeSnapshot(
        earlier(StripeJson.time(code, "expires_at"), StripeJson.time(coupon, "redeem_by")),
        isSpent(code) || isSpent(coupon),
        currenciesOf(coupon));
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  private static boolean isSpent(JsonNode redeemed) {
    var most = redeemed.path("max_redemptions");
    return most.isIntegralNumber()
        && redeemed.path("times_redeemed").longValue() >= most.longValue();
  }

  private static Set<String> currenciesOf(JsonNode coupon) {
    var all = new HashSet<String>();
    var currency = StripeJson.text(coupon, "currency");
    if (currency != null && coupon.path("amount_off").isIntegralNumber()) {
      all.add(currency);
      coupon.path("currency_options").fieldNames().forEachRemaining(all::add);
    }
    return all;
  }

  public boolean isOver(Instant now) {
    return endsAt != null && !endsAt.isAfter(now);
  }

  public boolean isFor(String currency) {
    return currencies.isEmpty() || currencies.contains(currency);
  }
}
