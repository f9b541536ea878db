package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The payment method that a payer gives at a Checkout Session. */
final class SessionMethods {

  private final PaymentMethods methods;

  SessionMethods(PaymentMethods methods) {
    this.methods = methods;
  }

  static boolean isNeeded(ObjectNode session, String mode) {
    boolean always = Json.text(session, "payment_method_collection").equals("always");
    return mode.equals("setup") || always || session.get("amount_total").asLong() > 0;
  }

  /** With what is known of the payer; refuses what the session does not offer. */
  ObjectNode given(ObjectNode session, Form payer) {
    ObjectNode method = methods.given(payer);
    if (method == null) {
      throw Refusal.missing("payment_method");
    }
    boolean offered = false;
    for (JsonNode type : session.get("payment_method_types")) {
      offered |= type.equals(method.get("type"));
    }
    if (!offered) {
      throw Refusal.inWork(
          null, "payment_method", "This page does not offer " + Json.text(method, "type") + ".");
    }
    JsonNode owner = method.get("customer");
    if (!owner.isNull() && !owner.equals(session.get("customer"))) {
      throw Refusal.inWork(
          null, "payment_method", "The payment method belongs to another customer.");
    }
    if (owner.isNull()) {
      describe(method, session.path("customer_details"));
    }
    return method;
  }

  private static void describe(ObjectNode method, JsonNode details) {
    ObjectNode billing = (ObjectNode) method.get("billing_details");
    for (String name : List.of("address", "email", "name", "phone")) {
      if (details.path(name).isTextual() || details.path(name).isObject()) {
        billing.set(name, details.get(name).deepCopy());
      }
    }
  }

  /**
   * Where the payer comes back to after 3-D Secure: the page of the session, unless it says another
   * of its own.
   */
  static Form withReturn(ObjectNode session, Form payer) {
    Map<String, String> values = new LinkedHashMap<>(payer.values());
    String page = Json.text(session, "url");
    String back = page == null ? SessionEntries.after(session) : page.split("#", 2)[0];
    if (back != null) {
      values.putIfAbsent("return_url", back);
    }
    return new Form(values);
  }

  /** The method by its id: its details have been read already. */
  static Form named(ObjectNode method, Form payer) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("payment_method", Json.text(method, "id"));
    for (String name : List.of("return_url", "use_stripe_sdk")) {
      if (payer.text(name) != null) {
        values.put(name, payer.text(name));
      }
    }
    return new Form(values);
  }
}
