package io.paydesk.stripe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.stripe.param.CustomerCreateParams;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of the call that makes a Customer, stored before the call, like those of {@link
 * PaymentIntentRequest}.
 *
 * @see <a href="https://docs.stripe.com/api/customers/create">create a Customer</a>
 */
@RegisterForReflection
public record CustomerRequest(
    Map<String, String> metadata,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String email,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name) {

  public CustomerRequest {
    metadata = new TreeMap<>(metadata);
  }

  public static CustomerRequest of(Map<String, String> metadata, CustomerDetails details) {
    return new CustomerRequest(metadata, details.email(), details.name());
  }

  public CustomerDetails details() {
    return new CustomerDetails(email, name);
  }

  public CustomerRequest withoutDetails() {
    return of(metadata, CustomerDetails.NONE);
  }

  public static CustomerRequest read(String stored) {
    return StripeJson.read(stored, CustomerRequest.class);
  }

  public String stored() {
    return StripeJson.write(this);
  }

  CustomerCreateParams params() {
    return CustomerCreateParams.builder()
        .putAllMetadata(metadata)
        .setEmail(email)
        .setName(name)
        .build();
  }

  @Override
  public String toString() {
    return "CustomerRequest " + metadata;
  }
}
