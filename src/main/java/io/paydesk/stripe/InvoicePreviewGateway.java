package io.paydesk.stripe;

import com.stripe.StripeClient;
import com.stripe.param.InvoiceCreatePreviewParams;
import com.stripe.param.InvoiceCreatePreviewParams.SubscriptionDetails;
import com.stripe.param.InvoiceCreatePreviewParams.SubscriptionDetails.ProrationBehavior;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Asks Stripe what a subscription's change of quantity would cost, like {@link
 * PaymentIntentGateway}. Nothing is made, so there is no key: each call asks anew.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations#preview-proration">preview
 *     a proration</a>
 */
@Singleton
public class InvoicePreviewGateway {

  private static final String OPERATION = "invoices.create_preview";

  /** There will be no invoice, as the subscription ends before. */
  public static final String NONE = "invoice_upcoming_none";

  private final StripeClient stripe;
  private final StripeWorkers workers;

  InvoicePreviewGateway(StripeClient stripe, StripeWorkers workers) {
    this.stripe = stripe;
    this.workers = workers;
  }

  /**
   * The invoice that the change itself would make; the renewal's where it makes none, as in a
   * trial.
   *
   * @param asOf in whole seconds, within the item's period
   */
  public Uni<StripeOutcome<InvoicePreview>> ofChange(
      String subscription, String itemId, long quantity, Instant asOf) {
    return preview(
        subscription,
        with(itemId, quantity)
            .setProrationBehavior(ProrationBehavior.ALWAYS_INVOICE)
            .setProrationDate(asOf.getEpochSecond()));
  }

  /** The invoice of the next period, with the other quantity from its first day on. */
  public Uni<StripeOutcome<InvoicePreview>> ofRenewal(
      String subscription, String itemId, long quantity) {
    return preview(
        subscription, with(itemId, quantity).setProrationBehavior(ProrationBehavior.NONE));
  }

  private static SubscriptionDetails.Builder with(String itemId, long quantity) {
    return SubscriptionDetails.builder()
        .addItem(SubscriptionDetails.Item.builder().setId(itemId).setQuantity(quantity).build());
  }

  private Uni<StripeOutcome<InvoicePreview>> preview(
      String subscription, SubscriptionDetails.Builder details) {
    var params =
        InvoiceCreatePreviewParams.builder()
            .setSubscription(subscription)
            .setSubscriptionDetails(details.build())
            .build();
    return workers.call(
        OPERATION,
        () ->
            InvoicePreview.of(
                StripeJson.bodyOf(stripe.v1().invoices().createPreview(params).getLastResponse())));
  }
}
