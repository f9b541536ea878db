package io.paydesk.stripe;

import com.stripe.StripeClient;
import com.stripe.param.PaymentIntentRetrieveParams;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Asks Stripe where it shows receipts and invoices, like {@link PaymentIntentGateway}. */
@Singleton
public class PapersGateway {

  private final StripeClient stripe;
  private final StripeWorkers workers;

  PapersGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * @param intentId that paid the invoice
   */
  public Uni<StripeOutcome<Papers>> of(String intentId, String invoiceId) {
    var withCharge = PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build();
    return workers.call(
        "invoices.papers",
        () -> {
          var invoice = stripe.v1().invoices().retrieve(invoiceId).getLastResponse();
          var intent = stripe.v1().paymentIntents().retrieve(intentId, withCharge);
          return Papers.ofInvoice(StripeJson.bodyOf(invoice))
              .then(PaymentIntentSnapshot.of(StripeJson.bodyOf(intent.getLastResponse())).papers());
        });
  }
}
