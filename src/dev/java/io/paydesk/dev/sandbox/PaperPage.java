package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a payer sees of a receipt or an invoice. Everything from outside is escaped. */
final class PaperPage {

  private final ObjectNode paper;
  private final StringBuilder rows = new StringBuilder("<dl>");

  private PaperPage(ObjectNode paper) {
    this.paper = paper;
  }

  static String receipt(ObjectNode charge) {
    var page = new PaperPage(charge);
    long taken = charge.get("amount_captured").asLong();
    long letGo = charge.get("amount").asLong() - taken;
    if (letGo > 0) {
      page.row("", "Held by your bank", charge.get("amount").asLong());
      page.row("less", "Let go again", -letGo);
    }
    page.row("last", "Paid", taken);
    page.over("less", "Refunded", charge.get("amount_refunded").asLong());
    String about = charge.path("description").asText("");
    if (!about.isEmpty()) {
      page.append("", "For", own(about));
    }
    page.append("", "Number", own(Json.text(charge, "id")));
    return page.titled("Receipt", taken);
  }

  static String invoice(ObjectNode invoice) {
    var page = new PaperPage(invoice);
    for (JsonNode line : invoice.at("/lines/data")) {
      page.row("", own(line.path("description").asText("")), line.get("amount").asLong());
    }
    page.sums();
    page.append("", "Status", own(Json.text(invoice, "status")));
    return page.titled(title(invoice), invoice.get("total").asLong());
  }

  /** How what was due came about: what is zero changes nothing. */
  private void sums() {
    long discount = sum(paper.get("total_discount_amounts"), "");
    long added = sum(paper.get("total_taxes"), "exclusive");
    long included = sum(paper.get("total_taxes"), "inclusive");
    long shipping = paper.path("amount_shipping").asLong();
    if (discount != 0 || added != 0 || included != 0 || shipping != 0) {
      row("sum", "Subtotal", paper.get("subtotal").asLong());
    }
    over("less", "Discount", -discount);
    over("", "Shipping", shipping);
    over("", "Tax", added);
    row("sum last", "Total", paper.get("total").asLong());
    over("", "Tax included in it", included);
    balance(paper.get("total").asLong(), paper.get("amount_due").asLong());
    row("", "Paid", paper.get("amount_paid").asLong());
  }

  private void balance(long total, long due) {
    if (due < total) {
      row("less", "From your balance", due - total);
    } else {
      over("", total < 0 ? "Added to your balance" : "Owed before", due - total);
    }
  }

  /**
   * @param behavior of taxes; empty for what has none
   */
  private static long sum(JsonNode parts, String behavior) {
    long sum = 0;
    for (JsonNode part : parts) {
      sum += part.path("tax_behavior").asText().equals(behavior) ? part.get("amount").asLong() : 0;
    }
    return sum;
  }

  static String title(ObjectNode invoice) {
    return "Invoice " + invoice.path("number").asText(Json.text(invoice, "id"));
  }

  static String unknown() {
    return CheckoutPage.card("Nothing here", "<p>No receipt and no invoice has this address.</p>");
  }

  /**
   * @param amount the one that stands above all others
   */
  private String titled(String title, long amount) {
    String total = "<p class=\"total\">" + shown(amount) + "</p>";
    return CheckoutPage.card(title, total + rows.append("</dl>"));
  }

  private void over(String kind, String name, long amount) {
    if (amount != 0) {
      row(kind, name, amount);
    }
  }

  /**
   * @param name as HTML
   */
  private void row(String kind, String name, long amount) {
    append(kind, name, shown(amount));
  }

  private String shown(long amount) {
    String shown =
        CheckoutPage.amount(Json.MAPPER.getNodeFactory().numberNode(Math.abs(amount)), paper);
    return amount < 0 ? "−" + shown : shown;
  }

  private void append(String kind, String name, String value) {
    rows.append("<div class=\"").append(kind).append("\"><dt>").append(name);
    rows.append("</dt><dd>").append(value).append("</dd></div>");
  }

  /** Text from outside, which may be written from right to left. */
  private static String own(String text) {
    return "<bdi>" + CheckoutPage.escaped(text) + "</bdi>";
  }
}
