package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.net.StripeResponse;
import com.stripe.param.CustomerPaymentMethodListParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.CustomerUpdateParams.InvoiceSettings;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe about a customer's saved <a
 * href="https://docs.stripe.com/api/payment_methods">PaymentMethods</a>, like {@link
 * PaymentIntentGateway}. Neither write moves money, and both do the same however often they are
 * made: they need no key of ours.
 */
@Singleton
public class PaymentMethodGateway {

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

  private static @Nullable String defaultOf(JsonNode customer) {
    return StripeJson.id(customer.path("invoice_settings"), "default_payment_method");
  }

  public Uni<StripeOutcome<PaymentMethodSnapshot>> retrieve(String id) {
    return workers.call(
        "payment_methods.retrieve",
        () -> method(stripe.v1().paymentMethods().retrieve(id).getLastResponse()));
  }

  /** For good: Stripe does not take it back. */
  public Uni<StripeOutcome<PaymentMethodSnapshot>> detach(String id) {
    return workers.call(
        "payment_methods.detach",
        () -> method(stripe.v1().paymentMethods().detach(id).getLastResponse()));
  }

  /**
   * @return the id of the default now
   */
  public Uni<StripeOutcome<String>> makeDefault(String customer, String id) {
    return workers.call(
        "customers.update",
        () -> {
          stripe
              .v1()
              .customers()
              .update(
                  customer,
                  CustomerUpdateParams.builder()
                      .setInvoiceSettings(
                          InvoiceSettings.builder().setDefaultPaymentMethod(id).build())
                      .build());
          return id;
        });
  }

  private static PaymentMethodSnapshot method(StripeResponse response) {
    return PaymentMethodSnapshot.of(StripeJson.bodyOf(response));
  }
}
