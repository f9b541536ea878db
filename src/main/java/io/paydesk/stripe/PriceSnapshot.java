package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A Price at one moment.
 *
 * @param unitAmount minor units for one; null where it is not a fixed whole number
 * @param interval {@code day}, {@code week}, {@code month} or {@code year}; null where it is not
 *     recurring
 * @param intervalCount how many of these lie between two invoices; null where it is not recurring
 * @param metered whether it is billed by usage
 * @param tiered whether the unit price depends on the quantity
 * @param transformed whether the quantity is divided before it is charged
 * @see <a href="https://docs.stripe.com/api/prices/object">the Price object</a>
 */
public record PriceSnapshot(
    String id,
    boolean active,
    String currency,
    @Nullable Long unitAmount,
    @Nullable String interval,
    @Nullable Integer intervalCount,
    boolean metered,
    boolean tiered,
    boolean transformed) {

  static PriceSnapshot of(JsonNode price) {
    return new PriceSnapshot(
        StripeJson.always(StripeJson.text(price, "id")),
        price.path("active").booleanValue(),
        StripeJson.always(StripeJson.text(price, "currency")),
        price.path("unit_amount").isIntegralNumber() ? price.path("unit_amount").longValue() : null,
        StripeJson.text(price.path("recurring"), "interval"),
        price.path("recurring").path("interval_count").isInt()
            ? price.path("recurring").path("interval_count").intValue()
            : null,
        "metered".equals(StripeJson.text(price.path("recurring"), "usage_type")),
        "tiered".equals(StripeJson.text(price, "billing_scheme")),
        price.path("transform_quantity").isObject());
  }

  public boolean isRecurring() {
    return interval != null;
  }
}
