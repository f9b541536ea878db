package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * An Invoice at one moment, from an event of any API version or from an answer: since
 * 2025-03-31.basil its subscription stands under its parent.
 *
 * @param subscriptionId null where it is of none
 * @param subscriptionMetadata the subscription's, as it was when the invoice was made
 * @param lines what it is for; perhaps not all
 * @param hasMoreLines whether the others have to be asked for
 * @see <a href="https://docs.stripe.com/api/invoices/object">the Invoice object</a>
 */
public record InvoiceSnapshot(
    String id,
    String stripeStatus,
    InvoiceAmounts amounts,
    String currency,
    String billingReason,
    String customerId,
    String subscriptionId,
    Map<String, String> subscriptionMetadata,
    Instant createdAt,
    List<InvoiceLine> lines,
    boolean hasMoreLines) {

  /** Two may be of one second: then their ids decide, so that whoever looks sees one order. */
  public static final Comparator<InvoiceSnapshot> BY_AGE =
      Comparator.comparing(InvoiceSnapshot::createdAt).thenComparing(InvoiceSnapshot::id);

  public static InvoiceSnapshot of(JsonNode invoice) {
    return new InvoiceSnapshot(
        StripeJson.text(invoice, "id"),
        StripeJson.text(invoice, "status"),
        InvoiceAmounts.of(invoice),
        StripeJson.text(invoice, "currency"),
        StripeJson.text(invoice, "billing_reason"),
        StripeJson.id(invoice, "customer"),
        subscriptionId(invoice),
        subscriptionMetadata(invoice),
        StripeJson.time(invoice, "created"),
        InvoiceLine.all(invoice.path("lines").path("data")),
        invoice.path("lines").path("has_more").booleanValue());
  }

  InvoiceSnapshot withLines(List<InvoiceLine> all) {
    return new InvoiceSnapshot(
        id,
        stripeStatus,
        amounts,
        currency,
        billingReason,
        customerId,
        subscriptionId,
        subscriptionMetadata,
        createdAt,
        all,
        false);
  }

  /** Of any JSON: null where it names none. */
  public static String subscriptionId(JsonNode invoice) {
    var ofParent =
        StripeJson.id(invoice.path("parent").path("subscription_details"), "subscription");
    return ofParent == null ? StripeJson.id(invoice, "subscription") : ofParent;
  }

  /** Of any JSON: empty where it has none. */
  public static Map<String, String> subscriptionMetadata(JsonNode invoice) {
    var details = invoice.path("parent").path("subscription_details");
    return StripeJson.texts(
        details.isObject() ? details : invoice.path("subscription_details"), "metadata");
  }

  public boolean isPaid() {
    return "paid".equals(stripeStatus);
  }

  public boolean isOpen() {
    return "open".equals(stripeStatus);
  }

  public boolean isDraft() {
    return "draft".equals(stripeStatus);
  }

  /**
   * Whether an order is made of it once it is paid: it sells something, or money came by it. What a
   * coupon or the customer's balance covers is sold. A trial's first invoice costs nothing, and one
   * that only gives back for a change sells nothing; but either may collect what the customer still
   * owes from before.
   */
  public boolean makesAnOrder() {
    return amounts.subtotal() > 0
        || amounts.paid() > 0
        || lines.stream().anyMatch(InvoiceLine::isPeriod);
  }

  @Override
  public String toString() {
    return "Invoice " + id + " (" + stripeStatus + ")";
  }
}
