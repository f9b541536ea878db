package io.paydesk.dev.sandbox;

import static io.paydesk.dev.sandbox.CheckoutPage.amount;
import static io.paydesk.dev.sandbox.CheckoutPage.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The half of the Checkout page where the payer enters data and pays. */
final class CheckoutForm {

  private final StringBuilder html = new StringBuilder();
  private final ObjectNode session;

  private CheckoutForm(ObjectNode session) {
    this.session = session;
  }

  static String of(ObjectNode session, String said, boolean bad) {
    CheckoutForm form = new CheckoutForm(session);
    form.write(said, bad);
    return form.html.toString();
  }

  /** With an address of its own: what is behind the # of this page stays here. */
  static String formOf(ObjectNode session) {
    String address = CheckoutDoor.PATH + "/" + Json.text(session, "id");
    return "<form method=\"post\" action=\"" + escaped(address) + "\">";
  }

  private void write(String said, boolean bad) {
    html.append("<section class=\"card\" aria-label=\"Payment\">");
    html.append(formOf(session));
    html.append("<input type=\"hidden\" name=\"total\" value=\"");
    html.append(session.get("amount_total").asText()).append("\">");
    JsonNode details = session.path("customer_details");
    boolean known = SessionEntries.hasFixedEmail(session);
    field("email", "E-mail", details.path("email").asText(""), "email", "email", true, known);
    if (asksAddress()) {
      address("", details.path("address"), true);
    }
    if (session.get("shipping_address_collection").isObject()) {
      JsonNode to = session.at("/collected_information/shipping_details");
      html.append("<h2>Ship to</h2>");
      field("ship_name", "Name", to.path("name").asText(""), "text", "name", true, false);
      address("ship_", to.path("address"), true);
    }
    shippingOptions();
    cards();
    if (SessionEntries.offersSaving(session)) {
      html.append("<label class=\"choice field\"><input type=\"checkbox\" name=\"save\"");
      html.append(" value=\"yes\"> Save this card for next time</label>");
    }
    if (said != null) {
      html.append("<p class=\"said").append(bad ? " bad" : "").append("\" role=\"alert\">");
      html.append(escaped(said)).append("</p>");
    }
    html.append("<button name=\"action\" value=\"pay\">").append(label()).append("</button>");
    html.append("</form></section>");
  }

  private boolean asksAddress() {
    boolean required = "required".equals(Json.text(session, "billing_address_collection"));
    return required || session.at("/automatic_tax/enabled").asBoolean();
  }

  private String label() {
    if (Json.text(session, "mode").equals("setup")) {
      return "Save card";
    }
    boolean again = Json.text(session, "mode").equals("subscription");
    if (session.get("amount_total").asLong() == 0) {
      return again ? "Start" : "Complete order";
    }
    return (again ? "Subscribe for " : "Pay ") + CheckoutPage.toPay(session);
  }

  private void field(
      String name,
      String label,
      String value,
      String type,
      String fill,
      boolean required,
      boolean fixed) {
    html.append("<div class=\"field\"><label for=\"").append(name).append("\">").append(label);
    html.append("</label><input id=\"").append(name).append("\" name=\"").append(name);
    html.append("\" type=\"").append(type).append("\" autocomplete=\"").append(fill);
    html.append("\" value=\"").append(escaped(value)).append("\"");
    html.append(required ? " required" : "").append(fixed ? " readonly" : "").append("></div>");
  }

  private void address(String prefix, JsonNode present, boolean required) {
    html.append("<div class=\"row\">");
    String country = present.path("country").asText("");
    field(prefix + "country", "Country (such as DE)", country, "text", "country", required, false);
    String state = present.path("state").asText("");
    field(prefix + "state", "State", state, "text", "address-level1", false, false);
    html.append("</div>");
    if (!prefix.isEmpty()) {
      String line = present.path("line1").asText("");
      field(prefix + "line1", "Street", line, "text", "address-line1", false, false);
    }
    html.append("<div class=\"row\">");
    String code = present.path("postal_code").asText("");
    field(prefix + "postal_code", "Postal code", code, "text", "postal-code", false, false);
    String city = present.path("city").asText("");
    field(prefix + "city", "City", city, "text", "address-level2", false, false);
    html.append("</div>");
  }

  private void shippingOptions() {
    if (session.get("shipping_options").isEmpty()) {
      return;
    }
    html.append("<fieldset class=\"field\"><legend>Shipping</legend>");
    for (JsonNode option : session.get("shipping_options")) {
      String rate = Json.text(option, "shipping_rate");
      boolean chosen = rate.equals(session.at("/shipping_cost/shipping_rate").asText());
      html.append("<label class=\"choice\"><input type=\"radio\" name=\"shipping\" value=\"");
      html.append(escaped(rate)).append("\"").append(chosen ? " checked" : "").append("> ");
      html.append("<span>").append(escaped(Json.text(option, "display_name"))).append(" · ");
      html.append(amount(option.get("shipping_amount"), session)).append("</span></label>");
    }
    html.append("</fieldset>");
  }

  private void cards() {
    html.append("<div class=\"field\"><label for=\"card\">Test card</label>");
    html.append("<select id=\"card\" name=\"card\">");
    for (TestCard card : TestCards.ALL) {
      boolean offered = false;
      for (JsonNode type : session.get("payment_method_types")) {
        offered |= type.asText().equals(card.type());
      }
      if (offered) {
        html.append("<option value=\"").append(escaped(card.tokens().get(0))).append("\">");
        html.append(escaped("•••• " + card.last4() + "  " + card.label())).append("</option>");
      }
    }
    html.append("</select></div>");
  }
}
