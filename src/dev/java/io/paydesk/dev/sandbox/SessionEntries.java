package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What payers enter at a Checkout Session before they pay. */
final class SessionEntries {

  private final Store store;
  private final SessionDiscounts discounts;
  private final SessionShipping shipping;
  private final SessionAmounts amounts;

  SessionEntries(
      Store store, SessionDiscounts discounts, SessionShipping shipping, SessionAmounts amounts) {
    this.store = store;
    this.discounts = discounts;
    this.shipping = shipping;
    this.amounts = amounts;
  }

  static void checkOpen(ObjectNode session) {
    String status = Json.text(session, "status");
    if (!status.equals("open")) {
      throw Refusal.inWork(
          null,
          null,
          status.equals("expired")
              ? "This Checkout Session has expired."
              : "This Checkout Session is complete already.");
    }
  }

  /** Refuses to pay while something is missing that the page asks for. */
  static void checkComplete(ObjectNode session, Form form) {
    JsonNode details = session.path("customer_details");
    if (details.path("email").asText("").isEmpty() && session.get("customer").isNull()) {
      throw Refusal.missing("email");
    }
    boolean required = "required".equals(form.text("billing_address_collection"));
    boolean taxed = session.at("/automatic_tax/enabled").asBoolean();
    if (required && !details.path("address").isObject()
        || taxed && !session.at("/automatic_tax/status").asText().equals("complete")) {
      throw Refusal.missing("address");
    }
    boolean ships = session.get("shipping_address_collection").isObject();
    if (ships && !session.at("/collected_information/shipping_details").isObject()) {
      throw Refusal.missing("shipping");
    }
  }

  /** Whether the shop has said whose e-mail address it is. */
  static boolean hasFixedEmail(ObjectNode session) {
    return !session.get("customer_email").isNull()
        || !session.get("customer").isNull()
            && session.path("customer_details").path("email").isTextual();
  }

  /** The page that the payer sees after paying, or null. */
  static String after(ObjectNode session) {
    String url =
        session.get("success_url").isNull()
            ? Json.text(session, "return_url")
            : Json.text(session, "success_url");
    return url == null ? null : url.replace("{CHECKOUT_SESSION_ID}", Json.text(session, "id"));
  }

  void email(ObjectNode session, String email) {
    if (email.indexOf('@') < 1) {
      throw Refusal.invalid("email_invalid", "email", "Your email is incomplete.");
    }
    details(session).put("email", email);
  }

  void name(ObjectNode session, String name) {
    details(session).put("name", name);
  }

  /** The address of the bill, which decides the tax unless one for shipping does. */
  void address(ObjectNode session, Form address) {
    ObjectNode entered = BillingDetails.address(address, "address");
    country(entered);
    details(session).set("address", entered);
    changed(session);
  }

  private static void country(ObjectNode address) {
    String country = Json.text(address, "country");
    if (country == null || !country.matches("[A-Z]{2}")) {
      throw Refusal.invalid(null, "address[country]", "Country '" + country + "' is unknown.");
    }
  }

  /** Where the goods go. */
  void shipTo(ObjectNode session, String name, Form address) {
    ObjectNode entered = BillingDetails.address(address, "address");
    country(entered);
    JsonNode allowed = session.path("shipping_address_collection").path("allowed_countries");
    List<String> countries = List.of(Json.MAPPER.convertValue(allowed, String[].class));
    if (!countries.contains(Json.text(entered, "country"))) {
      throw Refusal.invalid(
          null, "address[country]", "Nothing is shipped to " + Json.text(entered, "country") + ".");
    }
    collected(session).set("shipping_details", Json.object("address", entered, "name", name));
    changed(session);
  }

  static ObjectNode collected(ObjectNode session) {
    if (!session.get("collected_information").isObject()) {
      Json.with(
          session,
          "collected_information",
          Json.object("business_name", null, "individual_name", null, "shipping_details", null));
    }
    return (ObjectNode) session.get("collected_information");
  }

  void shippingOption(ObjectNode session, String rate) {
    shipping.choose(session, rate);
    changed(session);
  }

  /** A promotion code; an empty one removes it. */
  void code(ObjectNode session, String code) {
    JsonNode before = session.get("discounts");
    if (code.isEmpty()) {
      discounts.remove(session);
    } else {
      discounts.enter(session, code);
    }
    Form form = store.checkoutForms.get(Json.text(session, "id"));
    amounts.write(session, form);
    try {
      amounts.checkLeast(session, form);
    } catch (Refusal tooSmall) {
      session.set("discounts", before);
      amounts.write(session, form);
      throw tooSmall;
    }
  }

  /**
   * The payer pays in another currency, by Adaptive Pricing, or in the shop's again.
   *
   * @param amount that the payer sees, in the smallest unit; null for what the rates say
   */
  void payIn(ObjectNode session, String currency, Long amount) {
    String lower = Amounts.currency(new Form(Map.of("currency", currency)));
    new Presentments(store).choose(session, lower, amount);
  }

  /** Whether the page offers to save the card. */
  static boolean offersSaving(ObjectNode session) {
    return session
        .path("saved_payment_method_options")
        .path("payment_method_save")
        .asText()
        .equals("enabled");
  }

  void save(ObjectNode session, boolean wanted) {
    if (!offersSaving(session)) {
      throw Refusal.invalid(null, "save", "This page does not offer to save the card.");
    }
    if (wanted) {
      store.savingSessions.add(Json.text(session, "id"));
    } else {
      store.savingSessions.remove(Json.text(session, "id"));
    }
  }

  private void changed(ObjectNode session) {
    amounts.write(session, store.checkoutForms.get(Json.text(session, "id")));
  }

  private static ObjectNode details(ObjectNode session) {
    if (!session.get("customer_details").isObject()) {
      session.set("customer_details", SessionCustomer.empty());
    }
    return (ObjectNode) session.get("customer_details");
  }
}
