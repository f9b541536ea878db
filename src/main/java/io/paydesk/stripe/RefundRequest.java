package io.paydesk.stripe;

import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundCreateParams.Reason;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the call that makes a Refund, stored before the call, like those of {@link
 * PaymentIntentRequest}.
 *
 * @param amount minor units
 * @param reason one of Stripe's
 * @see <a href="https://docs.stripe.com/api/refunds/create">create a Refund</a>
 */
@RegisterForReflection
public record RefundRequest(
    String paymentIntent, long amount, @Nullable String reason, Map<String, String> metadata) {

  public RefundRequest {
    metadata = new TreeMap<>(metadata);
  }

  public static RefundRequest read(String stored) {
    return StripeJson.read(stored, RefundRequest.class);
  }

  public String stored() {
    return StripeJson.write(this);
  }

  RefundCreateParams params() {
    return RefundCreateParams.builder()
        .setPaymentIntent(paymentIntent)
        .setAmount(amount)
        .setReason(reason == null ? null : Reason.valueOf(reason.toUpperCase(Locale.ROOT)))
        .putAllMetadata(metadata)
        .build();
  }
}
