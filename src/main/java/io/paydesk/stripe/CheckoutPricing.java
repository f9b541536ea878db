package io.paydesk.stripe;

import com.stripe.param.checkout.SessionCreateParams;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What changes what is due in a Checkout Session.
 *
 * @param allowCodes whether the payer may enter promotion codes
 * @param promotionCode Stripe's; null for none
 */
@RegisterForReflection
public record CheckoutPricing(
    boolean allowCodes, @Nullable String promotionCode, boolean automaticTax) {

  void addTo(SessionCreateParams.Builder params) {
    if (allowCodes) {
      params.setAllowPromotionCodes(true);
    }
    if (promotionCode != null) {
      params.addDiscount(
          SessionCreateParams.Discount.builder().setPromotionCode(promotionCode).build());
    }
    if (automaticTax) {
      params
          .setAutomaticTax(SessionCreateParams.AutomaticTax.builder().setEnabled(true).build())
          // The address that the payer enters is where they are taxed.
          .setCustomerUpdate(
              SessionCreateParams.CustomerUpdate.builder()
                  .setAddress(SessionCreateParams.CustomerUpdate.Address.AUTO)
                  .build());
    }
  }
}
