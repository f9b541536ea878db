package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A saved payment method, without what identifies the card.
 *
 * @param type in Stripe's words, such as {@code card} or {@code sepa_debit}
 * @param brand of a card, or the bank; null where there is neither
 * @param last4 null for methods without a number
 * @param expMonth null for what does not expire
 * @param allowRedisplay whether the payer wants to be shown it again, in Stripe's words
 * @see <a href="https://docs.stripe.com/api/payment_methods/object">the PaymentMethod object</a>
 */
public record PaymentMethodSnapshot(
    String id,
    String type,
    @Nullable String customerId,
    @Nullable String brand,
    @Nullable String last4,
    @Nullable Integer expMonth,
    @Nullable Integer expYear,
    @Nullable String allowRedisplay,
    @Nullable Instant createdAt) {

  /** Where each kind of method has the name of its brand or bank. */
  private static final List<String> BRANDS = List.of("display_brand", "brand", "bank_name", "bank");

  /**
   * @param method Stripe's object, of any API version
   */
  public static PaymentMethodSnapshot of(JsonNode method) {
    var type = StripeJson.needed(method, "type");
    var details = method.path(type);
    return new PaymentMethodSnapshot(
        StripeJson.needed(method, "id"),
        type,
        StripeJson.id(method, "customer"),
        BRANDS.stream()
            .map(name -> StripeJson.text(details, name))
            .filter(brand -> brand != null)
            .findFirst()
            .orElse(null),
        StripeJson.text(details, "last4"),
        number(details, "exp_month"),
        number(details, "exp_year"),
        StripeJson.text(method, "allow_redisplay"),
        StripeJson.time(method, "created"));
  }

  private static @Nullable Integer number(JsonNode details, String field) {
    var number = details.path(field);
    return number.canConvertToInt() && number.isIntegralNumber() ? number.intValue() : null;
  }
}
