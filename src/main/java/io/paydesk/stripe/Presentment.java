package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * What a payer saw and paid, or gets back, where Stripe showed them another currency than the
 * shop's. What the shop is paid is stated beside it, in the shop's currency, and that alone is
 * compared with the order.
 *
 * @param presentmentAmount minor units of its currency
 * @param presentmentCurrency three lower-case letters
 * @see <a
 *     href="https://docs.stripe.com/payments/currencies/localize-prices/adaptive-pricing">Adaptive
 *     Pricing</a>
 */
@Embeddable
public record Presentment(Long presentmentAmount, String presentmentCurrency) {

  /** What is no sum is left out: it must not be in the way of the money that came. */
  static @Nullable Presentment of(JsonNode object) {
    var details = object.path("presentment_details");
    var amount = details.path("presentment_amount");
    var currency = StripeJson.text(details, "presentment_currency");
    return isCode(currency) && amount.canConvertToLong() && amount.longValue() >= 0
        ? new Presentment(amount.longValue(), StripeJson.always(currency))
        : null;
  }

  /** Of a session that Stripe made before it stated presentments, and converted. */
  static @Nullable Presentment ofConverted(JsonNode session) {
    var amount = session.path("amount_total");
    var currency = StripeJson.text(session, "currency");
    return isCode(currency) && amount.canConvertToLong() && amount.longValue() >= 0
        ? new Presentment(amount.longValue(), StripeJson.always(currency))
        : null;
  }

  /** The currency alone, as a Subscription states it. */
  static @Nullable String currencyOf(JsonNode object) {
    var currency = StripeJson.text(object.path("presentment_details"), "presentment_currency");
    return isCode(currency) ? currency : null;
  }

  private static boolean isCode(@Nullable String currency) {
    return currency != null && currency.matches("[a-z]{3}");
  }
}
