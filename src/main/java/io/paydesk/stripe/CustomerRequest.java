package io.paydesk.stripe;

import com.stripe.param.CustomerCreateParams;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of the call that makes a Customer, stored before the call, like those of {@link
 * PaymentIntentRequest}.
 *
 * @see <a href="https://docs.stripe.com/api/customers/create">create a Customer</a>
 */
@RegisterForReflection
public record CustomerRequest(Map<String, String> metadata) {

  public CustomerRequest {
    metadata = new TreeMap<>(metadata);
  }

  public static CustomerRequest read(String stored) {
    return StripeJson.read(stored, CustomerRequest.class);
  }

  public String stored() {
    return StripeJson.write(this);
  }

  CustomerCreateParams params() {
    return CustomerCreateParams.builder().putAllMetadata(metadata).build();
  }
}
