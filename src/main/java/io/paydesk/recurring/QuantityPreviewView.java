package io.paydesk.recurring;

import io.paydesk.stripe.InvoicePreview;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What another quantity would cost. Nothing of it is stored. */
@Schema(name = "QuantityPreview")
public record QuantityPreviewView(
    @Schema(required = true, examples = "1") long recurringPaymentId,
    @Schema(required = true, description = "The one that was asked about", examples = "3")
        int quantity,
    @Schema(required = true, description = "The one that it has", examples = "1")
        long currentQuantity,
    @Schema(
            description =
                "Left out where nothing will be charged, and Stripe does not state the price's",
            examples = "usd")
        @Nullable String currency,
    @Schema(
            required = true,
            description = "What the payer is charged at once, in minor units",
            examples = "1935")
        long dueNow,
    @Schema(
            required = true,
            description =
                "The total of the invoice that the change makes, after discounts and taxes; below"
                    + " zero where it credits. 0 without an invoice, as in a trial",
            examples = "1935")
        long total,
    @Schema(required = true, description = "Its discounts", examples = "0") long discount,
    @Schema(required = true, description = "Its taxes, included or added", examples = "0") long tax,
    @Schema(
            required = true,
            description =
                "The part of the total that the payer's balance at Stripe covers, or that is too"
                    + " small to charge and is carried over; below zero where a debt is added",
            examples = "0")
        long fromBalance,
    @Schema(
            required = true,
            description =
                "What goes to the payer's balance at Stripe and lowers the next invoices. Nothing is"
                    + " paid out",
            examples = "0")
        long credited,
    @Schema(required = true, description = "What that invoice charges and credits")
        List<Line> lines,
    @Schema(
            description =
                "What the next period costs. Left out when there is none, as the subscription ends"
                    + " before")
        @Nullable Renewal renewal,
    @Schema(
            required = true,
            description =
                "The instant that the amounts are of. Send it with the change, and that is charged")
        Instant asOf,
    @Schema(required = true, description = "The change takes `asOf` until then")
        Instant goodUntil) {

  /** One line, in the invoice's words. */
  @Schema(name = "QuantityPreviewLine")
  public record Line(
      @Schema(
              required = true,
              description = "As the invoice has it",
              examples = "Remaining time on 3 × Membership")
          String description,
      @Schema(
              required = true,
              description = "Minor units, before discounts; below zero where it credits",
              examples = "2903")
          long amount,
      @Nullable Instant periodStart,
      @Nullable Instant periodEnd) {

    static Line of(InvoicePreview.Line line) {
      var words = line.amount() < 0 ? "Unused time" : "Remaining time";
      return new Line(
          line.description() == null ? words : line.description(),
          line.amount(),
          line.periodStart(),
          line.periodEnd());
    }
  }

  /** The next period, and each that is like it. */
  @Schema(name = "QuantityPreviewRenewal")
  public record Renewal(
      @Schema(
              required = true,
              description =
                  "Minor units, after the discounts and taxes that hold then, before what is in the"
                      + " payer's balance",
              examples = "4500")
          long total,
      @Schema(required = true, description = "When the payer is charged, or within an hour of it")
          Instant chargedAt) {}
}
