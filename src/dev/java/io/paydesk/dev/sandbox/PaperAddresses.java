package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.function.Supplier;

/**
 * Where receipts and invoices are shown. Whoever has the address sees the page, so nobody can guess
 * it. See <a href="https://docs.stripe.com/invoicing/hosted-invoice-page">the page of an
 * invoice</a>.
 */
final class PaperAddresses {

  private static final int SECRET = 48;

  private final Supplier<URI> base;

  PaperAddresses(Supplier<URI> base) {
    this.base = base;
  }

  /** Its money has come, so it has a receipt from now on. */
  void receipt(ObjectNode charge) {
    if (charge.get("receipt_url").isNull()) {
      charge.put("receipt_url", address(PaperDoor.RECEIPTS, Json.text(charge, "id")));
    }
  }

  /** It is no draft any more, so it has a page from now on. */
  void invoice(ObjectNode invoice) {
    String page = address(PaperDoor.INVOICES, Json.text(invoice, "id"));
    Json.with(invoice, "hosted_invoice_url", page, "invoice_pdf", page + PaperDoor.PDF);
  }

  private String address(String path, String id) {
    return base.get() + path + "/" + id + "/" + Ids.random("test_", SECRET);
  }
}
