package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An Invoice at one moment, from an event of any API version or from an answer: since
 * 2025-03-31.basil its subscription is in its parent.
 *
 * @param subscriptionId null where it has none
 * @param subscriptionMetadata the subscription's, as it was when the invoice was made
 * @param attempts how often Stripe has tried to collect it by itself
 * @param lines perhaps not all
 * @param hasMoreLines whether there are others, which have to be listed
 * @see <a href="https://docs.stripe.com/api/invoices/object">the Invoice object</a>
 */
public record InvoiceSnapshot(
    String id,
    String stripeStatus,
    InvoiceAmounts amounts,
    String currency,
    @Nullable String billingReason,
    @Nullable String customerId,
    @Nullable String subscriptionId,
    Map<String, String> subscriptionMetadata,
    Instant createdAt,
    List<InvoiceLine> lines,
    boolean hasMoreLines,
    Papers papers,
    long attempts) {

  /** Without papers, and not tried yet. */
  public InvoiceSnapshot(
      String id,
      String stripeStatus,
      InvoiceAmounts amounts,
      String currency,
      @Nullable String billingReason,
      @Nullable String customerId,
      @Nullable String subscriptionId,
      Map<String, String> subscriptionMetadata,
      Instant createdAt,
      List<InvoiceLine> lines,
      boolean hasMoreLines) {
    this(
        id,
        stripeStatus,
        amounts,
        currency,
        billingReason,
        customerId,
        subscriptionId,
        subscriptionMetadata,
        createdAt,
        lines,
        hasMoreLines,
        Papers.NONE,
        0);
  }

  /** Two may have the same second; then their ids decide, so that everybody sees one order. */
  public static final Comparator<InvoiceSnapshot> BY_AGE =
      Comparator.comparing(InvoiceSnapshot::createdAt).thenComparing(InvoiceSnapshot::id);

  public static InvoiceSnapshot of(JsonNode invoice) {
    return new InvoiceSnapshot(
        StripeJson.always(StripeJson.text(invoice, "id")),
        StripeJson.always(StripeJson.text(invoice, "status")),
        InvoiceAmounts.of(invoice),
        StripeJson.always(StripeJson.text(invoice, "currency")),
        StripeJson.text(invoice, "billing_reason"),
        StripeJson.id(invoice, "customer"),
        subscriptionId(invoice),
        subscriptionMetadata(invoice),
        StripeJson.always(StripeJson.time(invoice, "created")),
        InvoiceLine.all(invoice.path("lines").path("data")),
        invoice.path("lines").path("has_more").booleanValue(),
        Papers.ofInvoice(invoice),
        invoice.path("attempt_count").longValue());
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
        false,
        papers,
        attempts);
  }

  /** From any JSON: null where it names none. */
  public static @Nullable String subscriptionId(JsonNode invoice) {
    var ofParent =
        StripeJson.id(invoice.path("parent").path("subscription_details"), "subscription");
    return ofParent == null ? StripeJson.id(invoice, "subscription") : ofParent;
  }

  /** From any JSON: empty where it has none. */
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
   * Whether it makes an order once it is paid: it sells something, or money came. What a coupon or
   * the customer's balance covers is sold too. A trial's first invoice is free, and one that only
   * credits a change sells nothing; but either may collect what the customer still owes.
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
