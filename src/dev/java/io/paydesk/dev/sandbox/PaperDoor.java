package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Serves receipts and invoices to whoever has their address. */
final class PaperDoor implements HttpHandler {

  static final String RECEIPTS = "/receipts";
  static final String INVOICES = "/i";
  static final String PDF = "/pdf";

  private final Store store;

  PaperDoor(Store store) {
    this.store = store;
  }

  /**
   * @param pdf whether it is one, else a page
   */
  private record Paper(int status, boolean pdf, String content) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().close();
    Paper paper;
    synchronized (store) {
      paper = paper(exchange.getRequestURI().getPath());
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src " + CheckoutStyle.SOURCE + "; frame-ancestors 'none'");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Cache-Control", "no-store");
    Http.write(
        exchange,
        paper.status,
        paper.pdf ? "application/pdf" : "text/html; charset=utf-8",
        paper.content);
  }

  private Paper paper(String path) {
    String[] parts = path.split("/");
    String id = parts.length > 3 ? parts[2] : "";
    ObjectNode charge = store.charges.find(id);
    if (charge != null && isAt(charge, "receipt_url", path)) {
      return new Paper(200, false, PaperPage.receipt(charge));
    }
    ObjectNode invoice = store.invoices.find(id);
    if (invoice != null && isAt(invoice, "hosted_invoice_url", path)) {
      return new Paper(200, false, PaperPage.invoice(invoice));
    }
    if (invoice != null && isAt(invoice, "invoice_pdf", path)) {
      return new Paper(200, true, pdf(PaperPage.title(invoice)));
    }
    return new Paper(404, false, PaperPage.unknown());
  }

  private static boolean isAt(ObjectNode object, String field, String path) {
    String address = object.path(field).asText();
    return !path.isEmpty() && address.endsWith(path);
  }

  /** One page with one line on it. */
  private static String pdf(String line) {
    String text = "BT /F1 18 Tf 72 720 Td (" + line.replaceAll("[^ -'*-\\[\\]-~]", "?") + ") Tj ET";
    String[] objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
          + " /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    };
    StringBuilder file = new StringBuilder("%PDF-1.4\n");
    StringBuilder places = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.length; i++) {
      places.append("%010d 00000 n \n".formatted(file.length()));
      file.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
    }
    int table = file.toString().getBytes(StandardCharsets.US_ASCII).length;
    return file.append("xref\n0 6\n")
        .append(places)
        .append("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n")
        .append(table)
        .append("\n%%EOF\n")
        .toString();
  }
}
