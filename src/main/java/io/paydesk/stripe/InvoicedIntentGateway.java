package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.InvoicePaymentListParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks Stripe which invoice a PaymentIntent pays, like {@link PaymentIntentGateway}. Since
 * 2025-03-31.basil the intent itself does not say.
 *
 * @see <a href="https://docs.stripe.com/api/invoice-payment/list">payments of invoices</a>
 */
@Singleton
public class InvoicedIntentGateway {

  private final StripeClient stripe;
  private final StripeWorkers workers;

  InvoicedIntentGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * @param namedInvoice the invoice that an event of an older API version names
   * @return empty where the intent pays no invoice
   */
  public Uni<StripeOutcome<Optional<InvoiceSnapshot>>> invoiceOf(
      String intent, @Nullable String namedInvoice) {
    return workers.call(
        "invoices.of_intent",
        () -> {
          var invoice = namedInvoice == null ? invoiceOf(intent) : namedInvoice;
          if (invoice == null) {
            return Optional.empty();
          }
          return Optional.of(
              InvoiceSnapshot.of(
                  StripeJson.bodyOf(stripe.v1().invoices().retrieve(invoice).getLastResponse())));
        });
  }

  private @Nullable String invoiceOf(String intent) throws StripeException {
    var entries =
        StripeListing.all(
            after ->
                stripe
                    .v1()
                    .invoicePayments()
                    .list(
                        InvoicePaymentListParams.builder()
                            .setPayment(
                                InvoicePaymentListParams.Payment.builder()
                                    .setType(InvoicePaymentListParams.Payment.Type.PAYMENT_INTENT)
                                    .setPaymentIntent(intent)
                                    .build())
                            .setLimit(StripeListing.PAGE)
                            .setStartingAfter(after)
                            .build())
                    .getLastResponse(),
            Function.<JsonNode>identity(),
            entry -> intent.equals(StripeJson.id(entry.path("payment"), "payment_intent")));
    return entries.isEmpty() ? null : StripeJson.id(entries.get(0), "invoice");
  }
}
