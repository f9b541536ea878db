package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The fields of a PaymentIntent that its owner may write freely. */
final class IntentFields {

  static final Set<String> PARAMETERS =
      Set.of(
          "metadata[*]",
          "description",
          "receipt_email",
          "setup_future_usage",
          "shipping[name]",
          "shipping[phone]",
          "shipping[carrier]",
          "shipping[tracking_number]",
          "shipping[address][*]",
          "statement_descriptor",
          "statement_descriptor_suffix");

  private static final List<String> TEXTS =
      List.of(
          "description", "receipt_email", "statement_descriptor", "statement_descriptor_suffix");

  private IntentFields() {}

  /** Writes what was sent, after all checks. */
  static void set(ObjectNode intent, Form form, Store store) {
    ObjectNode metadata = Metadata.after((ObjectNode) intent.get("metadata"), form);
    String customer = form.text("customer");
    if (customer != null) {
      store.customers.named(customer, "customer");
    }
    String usage = form.text("setup_future_usage");
    if (usage != null && !Set.of("on_session", "off_session").contains(usage)) {
      throw Refusal.oneOf("setup_future_usage", "on_session or off_session");
    }
    checkCapture(form);
    StatementDescriptor.check(form);
    intent.set("metadata", metadata);
    if (customer != null) {
      intent.put("customer", customer);
    }
    if (form.has("setup_future_usage")) {
      intent.put("setup_future_usage", usage);
    }
    for (String name : TEXTS) {
      if (form.has(name)) {
        intent.put(name, form.text(name));
      }
    }
    String capture = form.text("capture_method");
    if (capture != null) {
      intent.put("capture_method", capture);
    }
    if (form.has("shipping")) {
      intent.set("shipping", form.unsets("shipping") ? null : shipping(form));
    }
  }

  private static void checkCapture(Form form) {
    String capture = form.text("capture_method");
    if (capture != null && !Set.of("automatic", "automatic_async", "manual").contains(capture)) {
      throw Refusal.oneOf("capture_method", "automatic, automatic_async, or manual");
    }
  }

  private static ObjectNode shipping(Form form) {
    ObjectNode shipping = Json.object("address", BillingDetails.address(form, "shipping[address]"));
    for (String field : List.of("name", "phone", "carrier", "tracking_number")) {
      shipping.put(field, form.text("shipping[" + field + "]"));
    }
    return shipping;
  }
}
