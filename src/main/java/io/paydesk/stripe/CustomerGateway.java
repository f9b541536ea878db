package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerListParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Asks Stripe about <a href="https://docs.stripe.com/api/customers">Customers</a>, like {@link
 * PaymentIntentGateway}.
 */
@Singleton
public class CustomerGateway {

  private final StripeClient stripe;
  private final StripeWorkers workers;

  CustomerGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * @return the Customer's id
   */
  public Uni<StripeOutcome<String>> create(CustomerRequest request, UUID key) {
    return workers.call(
        "customers.create",
        () -> stripe.v1().customers().create(request.params(), with(key)).getId());
  }

  /**
   * @return the Customer's id
   */
  public Uni<StripeOutcome<String>> update(String id, CustomerDetails details, UUID key) {
    return workers.call(
        "customers.update",
        () -> stripe.v1().customers().update(id, details.params(), with(key)).getId());
  }

  /**
   * Finds a Customer by a complete listing of those made within two days from then.
   *
   * @return the ids of those whose metadata has this entry
   */
  public Uni<StripeOutcome<List<String>>> find(Instant since, String metadataKey, String value) {
    return workers.call(
        "customers.list",
        () ->
            StripeListing.all(
                    after ->
                        stripe
                            .v1()
                            .customers()
                            .list(
                                CustomerListParams.builder()
                                    .setCreated(
                                        CustomerListParams.Created.builder()
                                            .setGte(StripeListing.from(since))
                                            .setLte(since.plus(Duration.ofDays(2)).getEpochSecond())
                                            .build())
                                    .setLimit(StripeListing.PAGE)
                                    .setStartingAfter(after)
                                    .build())
                            .getLastResponse(),
                    Function.<JsonNode>identity(),
                    customer ->
                        value.equals(StripeJson.texts(customer, "metadata").get(metadataKey)))
                .stream()
                .map(customer -> StripeJson.text(customer, "id"))
                .toList());
  }

  private static RequestOptions with(UUID key) {
    return RequestOptions.builder().setIdempotencyKey(key.toString()).build();
  }
}
