package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How far a subscription's latest invoice is, as it comes with the subscription.
 *
 * @param dueAt since when it is to be paid; null while it is a draft
 * @param lines what it is for, the first ones
 */
public record LatestInvoice(
    String id,
    String stripeStatus,
    String billingReason,
    long attempts,
    Instant dueAt,
    List<InvoiceLine> lines) {

  /** Null where it was not asked for. */
  static LatestInvoice of(JsonNode invoice) {
    return invoice.isObject()
        ? new LatestInvoice(
            StripeJson.text(invoice, "id"),
            StripeJson.text(invoice, "status"),
            StripeJson.text(invoice, "billing_reason"),
            invoice.path("attempt_count").longValue(),
            dueAt(invoice),
            InvoiceLine.all(invoice.path("lines").path("data")))
        : null;
  }

  /** One that is sent has a date; one that is charged by itself is due once it is no draft. */
  private static Instant dueAt(JsonNode invoice) {
    var date = StripeJson.time(invoice, "due_date");
    return date == null
        ? StripeJson.time(invoice.path("status_transitions"), "finalized_at")
        : date;
  }

  /** Whether it is of the period that runs. */
  public boolean isRenewal() {
    return "subscription_cycle".equals(billingReason);
  }

  /** Whether the subscription began with it. */
  public boolean isFirst() {
    return "subscription_create".equals(billingReason);
  }

  public boolean isPaid() {
    return "paid".equals(stripeStatus);
  }

  /** Whether Stripe has tried to collect it, and nobody has paid it yet. */
  public boolean isTriedInVain() {
    return "open".equals(stripeStatus) && attempts > 0;
  }

  /** The period of an item that it is for; null where it is for none. */
  public InvoiceLine periodOf(String itemId) {
    return lines.stream()
        .filter(line -> line.isRecurring() && line.itemId().equals(itemId))
        .filter(line -> line.periodStart() != null && line.periodEnd() != null)
        .max(Comparator.comparing(InvoiceLine::periodStart))
        .orElse(null);
  }
}
