package io.paydesk.stripe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionCreateParams.PaymentBehavior;
import com.stripe.param.SubscriptionCreateParams.PaymentSettings;
import com.stripe.param.SubscriptionCreateParams.PaymentSettings.SaveDefaultPaymentMethod;
import com.stripe.param.SubscriptionCreateParams.TrialSettings;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior;
import com.stripe.param.SubscriptionCreateParams.TrialSettings.EndBehavior.MissingPaymentMethod;
import io.paydesk.rest.StorableText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the call that makes a Subscription, stored before the call, like those of
 * {@link PaymentIntentRequest}.
 *
 * @param trialDays null for none
 * @param description not written where it is absent, as of requests from before it
 * @see <a href="https://docs.stripe.com/api/subscriptions/create">create a Subscription</a>
 */
@RegisterForReflection
public record SubscriptionRequest(
    String customer,
    String price,
    long quantity,
    @Nullable Long trialDays,
    Map<String, String> metadata,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description) {

  public SubscriptionRequest {
    metadata = new TreeMap<>(metadata);
    description = StorableText.isBlank(description) ? null : description;
  }

  public static SubscriptionRequest read(String stored) {
    return StripeJson.read(stored, SubscriptionRequest.class);
  }

  public String stored() {
    return StripeJson.write(this);
  }

  SubscriptionCreateParams params() {
    return SubscriptionCreateParams.builder()
        .setCustomer(customer)
        .addItem(
            SubscriptionCreateParams.Item.builder().setPrice(price).setQuantity(quantity).build())
        .setTrialPeriodDays(trialDays)
        .putAllMetadata(metadata)
        .setDescription(description)
        // The payer pays in the browser; nothing is owed before.
        .setPaymentBehavior(PaymentBehavior.DEFAULT_INCOMPLETE)
        // Off by default; then each renewal would fail.
        .setPaymentSettings(
            PaymentSettings.builder()
                .setSaveDefaultPaymentMethod(SaveDefaultPaymentMethod.ON_SUBSCRIPTION)
                .build())
        .setTrialSettings(
            TrialSettings.builder()
                .setEndBehavior(
                    EndBehavior.builder()
                        .setMissingPaymentMethod(MissingPaymentMethod.CANCEL)
                        .build())
                .build())
        .addAllExpand(SubscriptionGateway.WITH_SECRETS)
        .build();
  }
}
