package io.paydesk.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * Where Stripe shows what a payer keeps of a payment. Whoever has one of these addresses sees the
 * page: they are never logged. They expire after some weeks, and whoever asks Stripe again gets one
 * that is valid.
 *
 * @param receiptUrl of the charge; null where Stripe has none
 * @param invoiceUrl the page of the invoice; null for a draft, and where there is no invoice
 * @param invoicePdf likewise
 * @see <a href="https://docs.stripe.com/invoicing/hosted-invoice-page">the page of an invoice</a>
 * @see <a href="https://docs.stripe.com/payments/advanced/receipts">receipts</a>
 */
@Embeddable
public record Papers(
    @Nullable String receiptUrl, @Nullable String invoiceUrl, @Nullable String invoicePdf) {

  public static final Papers NONE = new Papers(null, null, null);

  /** None that Stripe makes is nearly as long. */
  private static final int LONGEST = 5_000;

  /**
   * @param charge Stripe's object; only its id where it was not expanded
   */
  static Papers ofCharge(JsonNode charge) {
    return new Papers(address(charge, "receipt_url"), null, null);
  }

  /**
   * @param invoice Stripe's object; only its id where it was not expanded
   */
  static Papers ofInvoice(JsonNode invoice) {
    return new Papers(
        null, address(invoice, "hosted_invoice_url"), address(invoice, "invoice_pdf"));
  }

  /** Browsers are sent there and mails name it, so it must be the address of a page. */
  private static @Nullable String address(JsonNode object, String field) {
    var text = StripeJson.text(object, field);
    return text != null && text.length() <= LONGEST && text.matches("https?://[!-~]+")
        ? text
        : null;
  }

  /** With what the later ones say; they may not say everything. */
  public Papers then(Papers later) {
    return new Papers(
        later.receiptUrl == null ? receiptUrl : later.receiptUrl,
        later.invoiceUrl == null ? invoiceUrl : later.invoiceUrl,
        later.invoicePdf == null ? invoicePdf : later.invoicePdf);
  }

  /** Without the addresses. */
  @Override
  public String toString() {
    return "Papers";
  }
}
