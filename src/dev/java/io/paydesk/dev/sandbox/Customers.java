package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The <a href="https://docs.stripe.com/api/customers">Customers API</a>. */
final class Customers {

  private static final String METHOD = "invoice_settings[default_payment_method]";

  static final Set<String> PARAMETERS =
      Set.of(
          "email",
          "name",
          "phone",
          "description",
          "address[*]",
          "metadata[*]",
          "preferred_locales[]",
          "balance",
          METHOD);

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final Endings endings;
  private final CustomerBalance balances;

  Customers(
      Store store, SandboxClock clock, Events events, Endings endings, CustomerBalance balances) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.endings = endings;
    this.balances = balances;
  }

  ObjectNode create(Ask ask) {
    ObjectNode customer = fresh();
    write(customer, ask.form());
    store.customers.add(customer);
    events.record("customer.created", customer, ask);
    return customer;
  }

  ObjectNode retrieve(Ask ask) {
    return store.customers.inPath(ask.id());
  }

  ObjectNode update(Ask ask) {
    ObjectNode customer = present(ask);
    write(customer, ask.form());
    events.record("customer.updated", customer, ask);
    return customer;
  }

  ObjectNode delete(Ask ask) {
    ObjectNode customer = present(ask);
    endings.cancelAllOf(ask.id(), ask);
    events.record("customer.deleted", customer, ask);
    customer.removeAll();
    return Json.with(customer, "id", ask.id(), "object", "customer", "deleted", true);
  }

  ObjectNode list(Ask ask) {
    String email = ask.form().text("email");
    return Pages.of(
        store.customers,
        ask,
        customer ->
            !customer.has("deleted")
                && (email == null || email.equals(Json.text(customer, "email"))));
  }

  private ObjectNode present(Ask ask) {
    ObjectNode customer = store.customers.inPath(ask.id());
    if (customer.has("deleted")) {
      throw Refusal.noSuch("customer", ask.id(), "id", true);
    }
    return customer;
  }

  private void write(ObjectNode customer, Form form) {
    String email = form.text("email");
    if (email != null && email.indexOf('@') < 1) {
      throw Refusal.invalid("email_invalid", "email", "Invalid email address: " + email);
    }
    Long balance = form.number("balance");
    String method = form.text(METHOD);
    if (method != null) {
      SubscriptionOrder.checkMethod(method, METHOD, customer, store);
    }
    customer.set("metadata", Metadata.after((ObjectNode) customer.get("metadata"), form));
    for (String name : List.of("email", "name", "phone", "description")) {
      if (form.has(name)) {
        customer.put(name, form.text(name));
      }
    }
    if (form.has("address")) {
      customer.set(
          "address", form.unsets("address") ? null : BillingDetails.address(form, "address"));
    }
    if (balance != null) {
      balances.set(customer, balance);
    }
    if (form.has(METHOD)) {
      ((ObjectNode) customer.get("invoice_settings")).put("default_payment_method", method);
    }
    if (form.has("preferred_locales")) {
      Json.with(customer, "preferred_locales", form.list("preferred_locales"));
    }
  }

  private ObjectNode fresh() {
    return Json.fields()
        .with("id", Ids.random("cus_", 14))
        .with("object", "customer")
        .with("address", null)
        .with("balance", 0)
        .with("created", clock.seconds())
        .with("currency", null)
        .with("customer_account", null)
        .with("default_source", null)
        .with("delinquent", false)
        .with("description", null)
        .with("discount", null)
        .with("email", null)
        .with("invoice_prefix", Ids.random("", 8).toUpperCase(java.util.Locale.ROOT))
        .with(
            "invoice_settings",
            Json.object(
                "custom_fields", null,
                "default_payment_method", null,
                "footer", null,
                "rendering_options", null))
        .with("livemode", false)
        .with("metadata", Json.object())
        .with("name", null)
        .with("next_invoice_sequence", 1)
        .with("phone", null)
        .with("preferred_locales", List.of())
        .with("shipping", null)
        .with("tax_exempt", "none")
        .with("test_clock", null)
        .object();
  }
}
