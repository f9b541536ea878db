package io.paydesk.dev.sandbox;

import static io.paydesk.dev.sandbox.CheckoutPage.amount;
import static io.paydesk.dev.sandbox.CheckoutPage.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** The half of the Checkout page that says what is sold, and for how much. */
final class CheckoutSummary {

  private CheckoutSummary() {}

  static String of(ObjectNode session) {
    StringBuilder html = new StringBuilder("<section class=\"summary\" aria-label=\"Order\">");
    String cancel = Json.text(session, "cancel_url");
    if (cancel != null && cancel.matches("(?i)https?://.*")) {
      String back = cancel.replace("{CHECKOUT_SESSION_ID}", Json.text(session, "id"));
      html.append("<a class=\"back\" href=\"").append(escaped(back)).append("\">← Go back</a>");
    }
    if (SessionLines.of(session).isEmpty()) {
      return html.append("<h1>Save a card for later</h1></section>").toString();
    }
    html.append("<h1>").append(title(session)).append("</h1><p class=\"total\">");
    html.append(CheckoutPage.toPay(session)).append(each(session));
    html.append("</p><dl>");
    for (ObjectNode item : SessionLines.of(session)) {
      line(html, item, session);
    }
    sums(html, session);
    html.append("</dl>");
    currencies(html, session);
    code(html, session);
    return html.append("</section>").toString();
  }

  private static String title(ObjectNode session) {
    var items = SessionLines.of(session);
    String first = name(items.get(0));
    String verb = Json.text(session, "mode").equals("payment") ? "Pay for " : "Subscribe to ";
    return verb + (items.size() == 1 ? first : first + " and " + (items.size() - 1) + " more");
  }

  /** It may be written from right to left. */
  private static String name(ObjectNode item) {
    return "<bdi>" + escaped(Json.text(item, "description")) + "</bdi>";
  }

  private static String each(ObjectNode session) {
    return SessionLines.of(session).stream()
        .filter(SessionLines::isRecurring)
        .findFirst()
        .map(item -> " <small>now, then every " + interval(item) + "</small>")
        .orElse("");
  }

  private static String interval(ObjectNode item) {
    long count = item.at("/price/recurring/interval_count").asLong(1);
    String interval = item.at("/price/recurring/interval").asText();
    return escaped(count == 1 ? interval : count + " " + interval + "s");
  }

  private static void line(StringBuilder html, ObjectNode item, ObjectNode session) {
    String quantity = "Quantity " + item.get("quantity").asLong();
    String again = SessionLines.isRecurring(item) ? ", every " + interval(item) : "";
    row(
        html,
        "item",
        picture(item) + "<span>" + name(item) + "<small>" + quantity + again + "</small></span>",
        amount(item.get("amount_subtotal"), session));
  }

  /** What it looks like; its name stands beside it. */
  private static String picture(ObjectNode item) {
    String address = item.at("/images/0").asText();
    return address.isEmpty()
        ? ""
        : "<img src=\"" + escaped(address) + "\" alt=\"\" width=\"48\" height=\"48\">";
  }

  private static void sums(StringBuilder html, ObjectNode session) {
    JsonNode totals = session.get("total_details");
    row(html, "sum", "Subtotal", amount(session.get("amount_subtotal"), session));
    if (totals.get("amount_discount").asLong() > 0) {
      row(html, "less", "Discount", "−" + amount(totals.get("amount_discount"), session));
    }
    if (session.get("shipping_cost").isObject()) {
      row(html, "", "Shipping", amount(session.at("/shipping_cost/amount_subtotal"), session));
    }
    for (JsonNode tax : totals.at("/breakdown/taxes")) {
      String how = tax.at("/rate/inclusive").asBoolean() ? " (included)" : "";
      String percent = tax.at("/rate/percentage").decimalValue().toPlainString() + " %";
      String name = escaped(tax.at("/rate/display_name").asText()) + " " + percent + how;
      row(html, "", name, amount(tax.get("amount"), session));
    }
    if (session.at("/automatic_tax/status").asText().equals("requires_location_inputs")) {
      row(html, "", "Tax", "Enter your address");
    }
    row(html, "sum last", "Total due", amount(session.get("amount_total"), session));
  }

  private static void row(StringBuilder html, String kind, String name, String value) {
    html.append("<div class=\"").append(kind).append("\"><dt>").append(name);
    html.append("</dt><dd>").append(value).append("</dd></div>");
  }

  private static void currencies(StringBuilder html, ObjectNode session) {
    String local = Json.text(session, "local_currency");
    if (local == null) {
      return;
    }
    html.append(formOf(session)).append("<input type=\"hidden\" name=\"action\"");
    html.append(" value=\"currency\">Pay in ");
    for (String currency : List.of(local, Json.text(session, "currency"))) {
      html.append("<button name=\"currency\" value=\"").append(escaped(currency)).append("\">");
      html.append(escaped(currency.toUpperCase(Locale.ROOT))).append("</button>");
    }
    html.append("</form>");
  }

  private static void code(StringBuilder html, ObjectNode session) {
    if (!session.get("allow_promotion_codes").asBoolean()) {
      return;
    }
    boolean has = session.at("/discounts/0").isObject();
    html.append(formOf(session));
    if (has) {
      html.append(
          "<input type=\"hidden\" name=\"code\" value=\"\"><span>A code is applied.</span>");
    } else {
      html.append("<div><label for=\"code\">Promotion code</label>");
      html.append("<input id=\"code\" name=\"code\" required autocomplete=\"off\"></div>");
    }
    html.append("<button name=\"action\" value=\"code\">");
    html.append(has ? "Remove" : "Apply").append("</button></form>");
  }

  private static String formOf(ObjectNode session) {
    return CheckoutForm.formOf(session).replace("<form", "<form class=\"code\"");
  }
}
