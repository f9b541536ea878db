package io.paydesk.stripe;

import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.SubscriptionData;
import com.stripe.param.checkout.SessionCreateParams.SubscriptionData.TrialSettings;
import com.stripe.param.checkout.SessionCreateParams.SubscriptionData.TrialSettings.EndBehavior;
import com.stripe.param.checkout.SessionCreateParams.SubscriptionData.TrialSettings.EndBehavior.MissingPaymentMethod;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is subscribed to by a Checkout Session.
 *
 * @param price Stripe's
 * @param trialDays null for none
 * @see <a href="https://docs.stripe.com/payments/checkout/build-subscriptions">subscriptions with
 *     Checkout</a>
 */
@RegisterForReflection
public record CheckoutPlan(String price, long quantity, @Nullable Long trialDays) {

  /** As a session shows it that asks for this. */
  CheckoutSessionSnapshot.Line line() {
    return new CheckoutSessionSnapshot.Line(price, quantity);
  }

  void addTo(
      SessionCreateParams.Builder session,
      String currency,
      @Nullable String description,
      Map<String, String> metadata) {
    session
        .setMode(SessionCreateParams.Mode.SUBSCRIPTION)
        // A price may have several currencies, and Stripe would take the payer's.
        .setCurrency(currency)
        .setSubscriptionData(subscription(description, metadata))
        .addLineItem(LineItem.builder().setPrice(price).setQuantity(quantity).build());
  }

  /** Without a card that pays, a trial ends as that of a {@link SubscriptionRequest}. */
  private SubscriptionData subscription(
      @Nullable String description, Map<String, String> metadata) {
    var data =
        SubscriptionData.builder()
            .setDescription(description)
            .setTrialPeriodDays(trialDays)
            .putAllMetadata(metadata);
    if (trialDays != null) {
      var end = EndBehavior.builder().setMissingPaymentMethod(MissingPaymentMethod.CANCEL).build();
      data.setTrialSettings(TrialSettings.builder().setEndBehavior(end).build());
    }
    return data.build();
  }
}
