package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of a subscription's item costs, and how often.
 *
 * @param currency three lower-case letters
 * @param unitAmount minor units, perhaps with decimals; what usage costs where it is metered
 * @param interval {@code day}, {@code week}, {@code month} or {@code year}
 * @param intervalCount how many of these lie between two invoices
 * @param metered whether usage decides what is charged, so that nothing is known before
 * @see <a href="https://docs.stripe.com/api/prices/object">the Price object</a>
 */
public record ItemPrice(
    String currency, BigDecimal unitAmount, String interval, int intervalCount, boolean metered) {

  /**
   * Of a price, or of the plan that items had before there were prices. Null where the price is by
   * steps or not stated, or in another currency than the subscription: a price of several
   * currencies shows the amount of its own.
   */
  static @Nullable ItemPrice of(JsonNode item, JsonNode subscription) {
    var price = item.path("price");
    if (!price.isObject()) {
      var plan = item.path("plan");
      return read(plan, plan, "amount", subscription);
    }
    return read(price, price.path("recurring"), "unit_amount", subscription);
  }

  private static @Nullable ItemPrice read(
      JsonNode price, JsonNode recurring, String field, JsonNode subscription) {
    var currency = StripeJson.text(price, "currency");
    var paidIn = StripeJson.text(subscription, "currency");
    var interval = StripeJson.text(recurring, "interval");
    boolean metered = "metered".equals(StripeJson.text(recurring, "usage_type"));
    var amount = metered ? BigDecimal.ZERO : amount(price, field);
    if (currency == null
        || paidIn != null && !paidIn.equals(currency)
        || interval == null
        || amount == null
        || price.path("transform_quantity").isObject()) {
      return null;
    }
    int count = Math.max(1, recurring.path("interval_count").asInt(1));
    return new ItemPrice(currency, amount, interval, count, metered);
  }

  private static @Nullable BigDecimal amount(JsonNode price, String field) {
    var whole = price.path(field);
    if (whole.isIntegralNumber()) {
      return BigDecimal.valueOf(whole.longValue());
    }
    var exact = StripeJson.text(price, field + "_decimal");
    return exact != null && exact.matches("\\d{1,15}(\\.\\d{1,12})?")
        ? new BigDecimal(exact)
        : null;
  }
}
