package io.paydesk.stripe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods;
import com.stripe.param.PaymentIntentCreateParams.SetupFutureUsage;
import io.paydesk.rest.StorableText;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the call that makes a PaymentIntent. They are stored before the call, so that a
 * repeat sends exactly the same ones, whatever has changed since.
 *
 * @param amount minor units
 * @param statementDescriptorSuffix not written where it is absent, as of requests from before it:
 *     the same of all fields below
 * @param captureLater whether the payer's bank only holds the money at first; null means no
 * @param futureUsage whether the method is saved: {@link PaymentIntentChange#SAVE}; null means no
 * @param paymentMethodConfiguration Stripe's; null takes the account's default
 * @see <a href="https://docs.stripe.com/api/payment_intents/create">create a PaymentIntent</a>
 */
@RegisterForReflection
public record PaymentIntentRequest(
    long amount,
    String currency,
    String customer,
    @Nullable String description,
    Map<String, String> metadata,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String statementDescriptorSuffix,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean captureLater,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String futureUsage,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String paymentMethodConfiguration) {

  /** Stripe refuses an empty text, which an old order may have. */
  public PaymentIntentRequest {
    description = StorableText.isBlank(description) ? null : description;
    metadata = new TreeMap<>(metadata);
  }

  public static PaymentIntentRequest read(String stored) {
    return StripeJson.read(stored, PaymentIntentRequest.class);
  }

  public String stored() {
    return StripeJson.write(this);
  }

  PaymentIntentCreateParams params() {
    return PaymentIntentCreateParams.builder()
        .setSetupFutureUsage(
            PaymentIntentChange.SAVE.equals(futureUsage) ? SetupFutureUsage.OFF_SESSION : null)
        .setAmount(amount)
        .setCurrency(currency)
        .setCustomer(customer)
        .setDescription(description)
        .setCaptureMethod(
            Boolean.TRUE.equals(captureLater)
                ? PaymentIntentCreateParams.CaptureMethod.MANUAL
                : null)
        .putAllMetadata(metadata)
        .setStatementDescriptorSuffix(statementDescriptorSuffix)
        .setPaymentMethodConfiguration(paymentMethodConfiguration)
        .setAutomaticPaymentMethods(AutomaticPaymentMethods.builder().setEnabled(true).build())
        .build();
  }
}
