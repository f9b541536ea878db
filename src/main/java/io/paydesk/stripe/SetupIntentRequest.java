package io.paydesk.stripe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SetupIntentCreateParams.AutomaticPaymentMethods;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the call that makes a SetupIntent, stored before the call, like those of {@link
 * PaymentIntentRequest}.
 *
 * @param paymentMethodConfiguration Stripe's; null takes the account's default, and is not written
 * @see <a href="https://docs.stripe.com/api/setup_intents/create">create a SetupIntent</a>
 */
@RegisterForReflection
public record SetupIntentRequest(
    String customer,
    Map<String, String> metadata,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String paymentMethodConfiguration) {

  public SetupIntentRequest {
    metadata = new TreeMap<>(metadata);
  }

  public static SetupIntentRequest read(String stored) {
    return StripeJson.read(stored, SetupIntentRequest.class);
  }

  public String stored() {
    return StripeJson.write(this);
  }

  SetupIntentCreateParams params() {
    return SetupIntentCreateParams.builder()
        .setCustomer(customer)
        .setUsage(SetupIntentCreateParams.Usage.OFF_SESSION)
        .putAllMetadata(metadata)
        .setPaymentMethodConfiguration(paymentMethodConfiguration)
        .setAutomaticPaymentMethods(AutomaticPaymentMethods.builder().setEnabled(true).build())
        .build();
  }
}
