package io.paydesk.recurring;

import io.paydesk.money.Money;
import io.paydesk.stripe.InvoiceLine;
import io.paydesk.stripe.InvoiceSnapshot;
import java.time.Instant;
import java.util.Comparator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An unpaid open invoice of a subscription. */
@Schema(name = "OpenInvoice")
public record OpenInvoice(
    @Schema(required = true, description = "Stripe's Invoice", examples = "in_123")
        String invoiceId,
    @Schema(required = true, description = "What remains to be paid, minor units", examples = "999")
        long amountDue,
    @Schema(required = true, description = "The same in major units", examples = "9.99")
        String price,
    @Schema(required = true, examples = "usd") String currency,
    @Schema(required = true) Instant createdAt,
    @Schema(
            description =
                "The period that it charges for; left out where it charges for none, such as a change")
        @Nullable Instant periodStart,
    @Schema(description = "The end of that period") @Nullable Instant periodEnd,
    @Schema(
            required = true,
            description = "How often Stripe has tried to charge it by itself",
            examples = "4")
        long attempts) {

  static OpenInvoice of(InvoiceSnapshot invoice) {
    long due = invoice.amounts().remaining();
    var period =
        invoice.lines().stream()
            .filter(InvoiceLine::isRecurring)
            .filter(line -> line.periodStart() != null && line.periodEnd() != null)
            .max(Comparator.comparing(InvoiceLine::periodStart))
            .orElse(null);
    return new OpenInvoice(
        invoice.id(),
        due,
        Money.price(due, invoice.currency()),
        invoice.currency(),
        invoice.createdAt(),
        period == null ? null : period.periodStart(),
        period == null ? null : period.periodEnd(),
        invoice.attempts());
  }
}
