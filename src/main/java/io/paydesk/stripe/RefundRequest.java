package io.paydesk.stripe;

import com.stripe.param.RefundCreateParams;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of the call that makes a Refund, stored before the call like those of {@link
 * PaymentIntentRequest}.
 *
 * @param amount minor units
 * @see <a href="https://docs.stripe.com/api/refunds/create">create a Refund</a>
 */
public record RefundRequest(String paymentIntent, long amount, Map<String, String> metadata) {

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
        .putAllMetadata(metadata)
        .build();
  }
}
