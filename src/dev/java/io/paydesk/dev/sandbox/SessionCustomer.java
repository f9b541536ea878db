package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The customer of a Checkout Session: given, or made of what the payer enters. */
final class SessionCustomer {

  private final Store store;
  private final Customers customers;

  SessionCustomer(Store store, Customers customers) {
    this.store = store;
    this.customers = customers;
  }

  /** The customer that the request names, or null. */
  ObjectNode named(Form form) {
    String id = form.text("customer");
    for (String name : List.of("address", "name", "shipping")) {
      form.oneOf("customer_update[" + name + "]", null, Set.of("auto", "never"));
    }
    if (id == null) {
      if (form.has("customer_update")) {
        throw Refusal.invalid(
            null, "customer_update", "`customer_update` can only be used with `customer`.");
      }
      return null;
    }
    ObjectNode customer = store.customers.named(id, "customer");
    if (form.flag("tax_id_collection[enabled]") && !updates(form, "name")) {
      throw Refusal.invalid(
          null,
          null,
          "Tax ID collection requires updating business name on the customer. To enable tax ID"
              + " collection for an existing customer, please set `customer_update[name]` to"
              + " `auto`.");
    }
    boolean entered = updates(form, "address") || updates(form, "shipping");
    if (form.flag("automatic_tax[enabled]") && !entered && !SessionTax.isKnown(customer)) {
      throw Refusal.invalid(
          "customer_tax_location_invalid",
          null,
          "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a"
              + " valid address to the Customer or set either `customer_update[address]` to 'auto'"
              + " or `customer_update[shipping]` to 'auto' to save the address entered in Checkout"
              + " to the Customer.");
    }
    return customer;
  }

  static boolean updates(Form form, String name) {
    return "auto".equals(form.text("customer_update[" + name + "]"));
  }

  /** What is known of the payer before anything is entered, or null. */
  static ObjectNode details(ObjectNode customer, String email) {
    if (customer == null && email == null) {
      return null;
    }
    ObjectNode details = empty();
    details.put("email", email);
    if (customer != null) {
      for (String name : List.of("address", "email", "name", "phone", "tax_exempt")) {
        details.set(name, customer.get(name));
      }
    }
    return details.deepCopy();
  }

  static ObjectNode empty() {
    return Json.object(
        "address", null,
        "business_name", null,
        "email", null,
        "individual_name", null,
        "name", null,
        "phone", null,
        "tax_exempt", "none",
        "tax_ids", null);
  }

  /** Makes the customer of a session that needs one and has none. */
  void make(ObjectNode session, Form form) {
    boolean needed =
        Json.text(session, "mode").equals("subscription")
            || "always".equals(form.text("customer_creation"))
            || SessionInvoices.isWanted(form)
            || store.savingSessions.contains(Json.text(session, "id"))
            || form.text("payment_intent_data[setup_future_usage]") != null;
    if (!needed || !session.get("customer").isNull()) {
      return;
    }
    Map<String, String> entered = new LinkedHashMap<>();
    JsonNode details = session.get("customer_details");
    for (String name : List.of("email", "name", "phone")) {
      if (details.path(name).isTextual()) {
        entered.put(name, details.get(name).asText());
      }
    }
    details.path("address").properties().forEach(e -> address(entered, e.getKey(), e.getValue()));
    ObjectNode made = customers.create(Ask.ofNobody(new Form(entered)));
    session.set("customer", made.get("id"));
  }

  private static void address(Map<String, String> entered, String field, JsonNode value) {
    if (value.isTextual()) {
      entered.put("address[" + field + "]", value.asText());
    }
  }

  /** Saves what the payer entered with the customer, as far as the session asks for it. */
  void update(ObjectNode session, Form form) {
    ObjectNode customer = store.customers.find(Json.text(session, "customer"));
    if (customer == null || customer.has("deleted")) {
      return;
    }
    Map<String, String> entered = new LinkedHashMap<>();
    JsonNode details = session.get("customer_details");
    if (updates(form, "name") && details.path("name").isTextual()) {
      entered.put("name", details.get("name").asText());
    }
    if (updates(form, "address") || ManagedPayments.areOn(session)) {
      details.path("address").properties().forEach(e -> address(entered, e.getKey(), e.getValue()));
    }
    boolean changes =
        entered.entrySet().stream()
            .anyMatch(
                field -> {
                  String path = "/" + field.getKey().replace("[", "/").replace("]", "");
                  return !field.getValue().equals(customer.at(path).asText());
                });
    if (changes) {
      customers.update(
          new Ask(null, Json.text(customer, "id"), new Form(entered), null, null, false));
    }
  }
}
