package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeResponse;
import com.stripe.param.CustomerPaymentMethodListParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.CustomerUpdateParams.InvoiceSettings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe about a customer's saved <a
 * href="https://docs.stripe.com/api/payment_methods">PaymentMethods</a>, like {@link
 * PaymentIntentGateway}. A page waits for each answer, so none takes longer than {@link #LONGEST}:
 * then the thread is free again.
 */
@Singleton
public class PaymentMethodGateway {

  /** Stripe mostly answers within half a second. */
  public static final Duration LONGEST = Duration.ofSeconds(10);

  private final StripeClient stripe;
  private final StripeWorkers workers;

  PaymentMethodGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * A customer's methods.
   *
   * @param all as Stripe lists them, newest first
   * @param defaultId that pays invoices whose subscription has none of its own; null for none
   */
  public record Saved(List<PaymentMethodSnapshot> all, @Nullable String defaultId) {}

  public Uni<StripeOutcome<Saved>> of(String customer) {
    return workers.call(
        "payment_methods.list",
        LONGEST,
        () ->
            new Saved(
                StripeListing.all(
                    after ->
                        stripe
                            .v1()
                            .customers()
                            .paymentMethods()
                            .list(
                                customer,
                                CustomerPaymentMethodListParams.builder()
                                    .setLimit(StripeListing.PAGE)
                                    .setStartingAfter(after)
                                    .build())
                            .getLastResponse(),
                    PaymentMethodSnapshot::of,
                    method -> true),
                defaultOf(
                    StripeJson.bodyOf(
                        stripe.v1().customers().retrieve(customer).getLastResponse()))));
  }

  /**
   * Whether Stripe pays a customer's invoices with something of theirs where nobody gives anything.
   *
   * @see <a
   *     href="https://docs.stripe.com/billing/subscriptions/payment-methods-setting#payment-method-priority">which
   *     one it takes</a>
   */
  public Uni<StripeOutcome<Boolean>> paysByItself(String customer) {
    return workers.call(
        "customers.retrieve",
        LONGEST,
        () -> {
          var found =
              StripeJson.bodyOf(stripe.v1().customers().retrieve(customer).getLastResponse());
          return defaultOf(found) != null || StripeJson.id(found, "default_source") != null;
        });
  }

  private static @Nullable String defaultOf(JsonNode customer) {
    return StripeJson.id(customer.path("invoice_settings"), "default_payment_method");
  }

  public Uni<StripeOutcome<PaymentMethodSnapshot>> retrieve(String id) {
    return workers.call(
        "payment_methods.retrieve",
        LONGEST,
        () -> method(stripe.v1().paymentMethods().retrieve(id).getLastResponse()));
  }

  /**
   * For good: Stripe does not take it back.
   *
   * @param key committed before this call; good for 24 hours
   */
  public Uni<StripeOutcome<PaymentMethodSnapshot>> detach(String id, UUID key) {
    return workers.call(
        "payment_methods.detach",
        LONGEST,
        () -> method(stripe.v1().paymentMethods().detach(id, with(key)).getLastResponse()));
  }

  /**
   * @param key committed before this call; good for 24 hours
   * @return the id of the default now, which somebody else may have changed since a first call with
   *     the key; empty for none
   */
  public Uni<StripeOutcome<Optional<String>>> makeDefault(String customer, String id, UUID key) {
    return workers.call(
        "customers.update",
        LONGEST,
        () -> {
          var params =
              CustomerUpdateParams.builder()
                  .setInvoiceSettings(InvoiceSettings.builder().setDefaultPaymentMethod(id).build())
                  .build();
          var updated = stripe.v1().customers().update(customer, params, with(key));
          var current =
              StripeJson.replayed(updated.getLastResponse())
                  ? stripe.v1().customers().retrieve(customer)
                  : updated;
          return Optional.ofNullable(defaultOf(StripeJson.bodyOf(current.getLastResponse())));
        });
  }

  private static RequestOptions with(UUID key) {
    return RequestOptions.builder().setIdempotencyKey(key.toString()).build();
  }

  private static PaymentMethodSnapshot method(StripeResponse response) {
    return PaymentMethodSnapshot.of(StripeJson.bodyOf(response));
  }
}
