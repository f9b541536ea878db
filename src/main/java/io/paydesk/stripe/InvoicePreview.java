package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice that does not exist: what Stripe would charge. Its id names nothing.
 *
 * @param currency three letters, lower case
 * @param lines at most the first ten
 * @param chargedAt when Stripe would first try to collect it; null where it does not say
 * @see <a href="https://docs.stripe.com/api/invoices/create_preview">create a preview invoice</a>
 */
public record InvoicePreview(
    String currency, InvoiceAmounts amounts, List<Line> lines, @Nullable Instant chargedAt) {

  /**
   * What it charges or credits.
   *
   * @param description as the invoice would have it; null where it has none
   * @param amount minor units, before discounts; below zero where it credits
   * @param proration whether it charges or credits a change within a period
   */
  public record Line(
      @Nullable String description,
      long amount,
      boolean proration,
      @Nullable Instant periodStart,
      @Nullable Instant periodEnd) {

    static Line of(JsonNode line) {
      var meaning = InvoiceLine.of(line);
      return new Line(
          StripeJson.text(line, "description"),
          meaning.amount(),
          meaning.proration(),
          meaning.periodStart(),
          meaning.periodEnd());
    }
  }

  static InvoicePreview of(JsonNode invoice) {
    var lines = new ArrayList<Line>();
    invoice.path("lines").path("data").forEach(line -> lines.add(Line.of(line)));
    return new InvoicePreview(
        StripeJson.always(StripeJson.text(invoice, "currency")),
        InvoiceAmounts.of(invoice),
        List.copyOf(lines),
        StripeJson.time(invoice, "next_payment_attempt"));
  }

  /** Whether it charges or credits a change within a period. */
  public boolean hasProrations() {
    return lines.stream().anyMatch(Line::proration);
  }
}
