package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * An Invoice at one moment, from an event of any API version or from an answer: since
 * 2025-03-31.basil its subscription stands under its parent.
 *
 * @param amountPaid minor units
 * @param subscriptionId null where it is of none
 * @param subscriptionMetadata the subscription's, as it was when the invoice was made
 * @see <a href="https://docs.stripe.com/api/invoices/object">the Invoice object</a>
 */
public record InvoiceSnapshot(
    String id,
    String stripeStatus,
    long amountPaid,
    String currency,
    String billingReason,
    String customerId,
    String subscriptionId,
    Map<String, String> subscriptionMetadata,
    Instant createdAt) {

  /** Two may be of one second: then their ids decide, so that whoever looks sees one order. */
  public static final Comparator<InvoiceSnapshot> BY_AGE =
      Comparator.comparing(InvoiceSnapshot::createdAt).thenComparing(InvoiceSnapshot::id);

  public static InvoiceSnapshot of(JsonNode invoice) {
    var details = invoice.path("parent").path("subscription_details");
    var ofParent = StripeJson.id(details, "subscription");
    return new InvoiceSnapshot(
        StripeJson.text(invoice, "id"),
        StripeJson.text(invoice, "status"),
        invoice.path("amount_paid").longValue(),
        StripeJson.text(invoice, "currency"),
        StripeJson.text(invoice, "billing_reason"),
        StripeJson.id(invoice, "customer"),
        ofParent == null ? StripeJson.id(invoice, "subscription") : ofParent,
        StripeJson.texts(
            details.isObject() ? details : invoice.path("subscription_details"), "metadata"),
        StripeJson.time(invoice, "created"));
  }

  public boolean isPaid() {
    return "paid".equals(stripeStatus);
  }

  @Override
  public String toString() {
    return "Invoice " + id + " (" + stripeStatus + ")";
  }
}
