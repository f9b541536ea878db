package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An invoice with what the payer's browser needs to pay it.
 *
 * @param secret never stored and never logged; null where it is not open
 */
public record PayableInvoice(InvoiceSnapshot invoice, @Nullable String secret) {

  static PayableInvoice of(JsonNode invoice) {
    return new PayableInvoice(
        InvoiceSnapshot.of(invoice),
        StripeJson.text(invoice.path("confirmation_secret"), "client_secret"));
  }

  @Override
  public String toString() {
    return invoice.toString();
  }
}
