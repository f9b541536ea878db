package io.paydesk.stripe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.stripe.param.CustomerUpdateParams;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * By what a shop finds a payer in Stripe's dashboard. It is personal data and never logged.
 *
 * @see <a href="https://docs.stripe.com/api/customers/update">update a Customer</a>
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomerDetails(@Nullable String email, @Nullable String name) {

  public static final CustomerDetails NONE = new CustomerDetails(null, null);

  public static CustomerDetails read(@Nullable String stored) {
    return stored == null ? NONE : StripeJson.read(stored, CustomerDetails.class);
  }

  public String stored() {
    return StripeJson.write(this);
  }

  /** These, and of others what these leave out. */
  public CustomerDetails over(CustomerDetails others) {
    return new CustomerDetails(
        email == null ? others.email : email, name == null ? others.name : name);
  }

  CustomerUpdateParams params() {
    return CustomerUpdateParams.builder().setEmail(email).setName(name).build();
  }

  @Override
  public String toString() {
    return "CustomerDetails";
  }
}
