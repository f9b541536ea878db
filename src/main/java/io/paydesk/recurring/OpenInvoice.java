package io.paydesk.recurring;

import io.paydesk.money.Money;
import io.paydesk.stripe.InvoiceSnapshot;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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
    @Schema(required = true) Instant createdAt) {

  static OpenInvoice of(InvoiceSnapshot invoice) {
    long due = invoice.amounts().remaining();
    return new OpenInvoice(
        invoice.id(),
        due,
        Money.price(due, invoice.currency()),
        invoice.currency(),
        invoice.createdAt());
  }
}
