package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's latest invoice, as it comes with the subscription.
 *
 * @param dueAt since when it is due; null while it is a draft
 * @param lines the first ones
 */
public record LatestInvoice(
    String id,
    String stripeStatus,
    @Nullable String billingReason,
    long attempts,
    @Nullable Instant dueAt,
    List<InvoiceLine> lines) {

  /** Null where it was not asked for. */
  static @Nullable LatestInvoice of(JsonNode invoice) {
    if (!invoice.isObject()) {
      return null;
    }
    return new LatestInvoice(
        StripeJson.always(StripeJson.text(invoice, "id")),
        StripeJson.always(StripeJson.text(invoice, "status")),
        StripeJson.text(invoice, "billing_reason"),
        invoice.path("attempt_count").longValue(),
        dueAt(invoice),
        InvoiceLine.all(invoice.path("lines").path("data")));
  }

  /**
   * An invoice that is sent has a due date; one that is charged automatically is due once it is no
   * draft.
   */
  private static @Nullable Instant dueAt(JsonNode invoice) {
    var date = StripeJson.time(invoice, "due_date");
    return date == null
        ? StripeJson.time(invoice.path("status_transitions"), "finalized_at")
        : date;
  }

  /** Whether it charges for a new period. */
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

  /** Whether Stripe has tried to collect it, and it is not paid. */
  public boolean isTriedInVain() {
    return "open".equals(stripeStatus) && attempts > 0;
  }

  /** The line for an item's period. */
  public @Nullable InvoiceLine periodOf(@Nullable String itemId) {
    return lines.stream()
        .filter(line -> line.isRecurring() && Objects.equals(itemId, line.itemId()))
        .filter(line -> line.periodStart() != null && line.periodEnd() != null)
        .max(Comparator.comparing(InvoiceLine::periodStart))
        .orElse(null);
  }
}
