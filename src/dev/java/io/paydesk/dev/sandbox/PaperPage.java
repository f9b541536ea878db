package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a payer sees of a receipt or an invoice. Everything from outside is escaped. */
final class PaperPage {

  private PaperPage() {}

  static String receipt(ObjectNode charge) {
    StringBuilder rows = new StringBuilder();
    row(rows, "Paid", CheckoutPage.amount(charge.get("amount_captured"), charge));
    if (charge.get("amount_refunded").asLong() > 0) {
      row(rows, "Refunded", CheckoutPage.amount(charge.get("amount_refunded"), charge));
    }
    row(rows, "For", charge.path("description").asText(""));
    row(rows, "Number", Json.text(charge, "id"));
    return CheckoutPage.card("Receipt", rows.toString());
  }

  static String invoice(ObjectNode invoice) {
    StringBuilder rows = new StringBuilder();
    for (JsonNode line : invoice.at("/lines/data")) {
      row(rows, line.path("description").asText(""), amount(line.get("amount"), invoice));
    }
    row(rows, "Total", amount(invoice.get("total"), invoice));
    row(rows, "Paid", amount(invoice.get("amount_paid"), invoice));
    row(rows, "Status", Json.text(invoice, "status"));
    return CheckoutPage.card(title(invoice), rows.toString());
  }

  static String title(ObjectNode invoice) {
    return "Invoice " + invoice.path("number").asText(Json.text(invoice, "id"));
  }

  static String unknown() {
    return CheckoutPage.card("Nothing here", "<p>No receipt and no invoice has this address.</p>");
  }

  private static String amount(JsonNode amount, ObjectNode invoice) {
    return CheckoutPage.amount(amount, invoice);
  }

  private static void row(StringBuilder rows, String name, String value) {
    if (!value.isEmpty()) {
      rows.append("<p>")
          .append(CheckoutPage.escaped(name))
          .append(": ")
          .append(CheckoutPage.escaped(value))
          .append("</p>");
    }
  }
}
