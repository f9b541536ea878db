package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * SetupIntents that are asked for: made, listed, canceled. See <a
 * href="https://docs.stripe.com/api/setup_intents">the Setup Intents API</a>.
 */
final class SetupIntentOrders {

  private static final Set<String> TYPES = Set.of("card", "us_bank_account");

  private static final Set<String> REASONS =
      Set.of("abandoned", "requested_by_customer", "duplicate");

  private final Store store;
  private final SandboxClock clock;
  private final Events events;
  private final PaymentMethods methods;
  private final SetupIntents setups;

  SetupIntentOrders(
      Store store, SandboxClock clock, Events events, PaymentMethods methods, SetupIntents setups) {
    this.store = store;
    this.clock = clock;
    this.events = events;
    this.methods = methods;
    this.setups = setups;
  }

  ObjectNode create(Ask ask) {
    Form form = ask.form();
    String customer = form.text("customer");
    String usage = form.oneOf("usage", "off_session", Set.of("off_session", "on_session"));
    boolean confirm = form.flag("confirm");
    List<String> types = types(form);
    ObjectNode metadata = Metadata.after(null, form);
    if (customer != null) {
      store.customers.named(customer, "customer");
    }
    ObjectNode setup = SetupIntentJson.fresh(customer, clock.seconds());
    Json.with(
        setup,
        "usage",
        usage,
        "description",
        form.text("description"),
        "metadata",
        metadata,
        "payment_method_types",
        types,
        "payment_method_configuration_details",
        MethodConfigurations.details(form));
    if (!form.has("payment_method_types")) {
      ObjectNode automatic = Json.object("allow_redirects", "always", "enabled", true);
      String redirects = form.text("automatic_payment_methods[allow_redirects]");
      setup.set(
          "automatic_payment_methods",
          redirects == null ? automatic : automatic.put("allow_redirects", redirects));
    }
    ObjectNode method = methods.given(form);
    if (method != null) {
      Usability.check(method, setup, store);
      Json.with(setup, "payment_method", method.get("id"), "status", "requires_confirmation");
    } else if (confirm) {
      throw Refusal.missing("payment_method");
    }
    if (Usability.mayRedirect(form)) {
      store.redirecting.add(Json.text(setup, "id"));
    }
    if (confirm) {
      Usability.checkReturnUrl(setup, "Setup Intent", ask, store);
    }
    store.setupIntents.add(setup);
    events.record("setup_intent.created", setup, ask);
    return confirm ? setups.confirm(setup, method, ask) : setup;
  }

  private static List<String> types(Form form) {
    List<String> types = form.list("payment_method_types");
    for (String type : types) {
      if (!TYPES.contains(type)) {
        throw Refusal.oneOf("payment_method_types", "card, us_bank_account (in the sandbox)");
      }
    }
    return types.isEmpty() ? List.of("card", "us_bank_account") : new ArrayList<>(types);
  }

  ObjectNode list(Ask ask) {
    String customer = ask.form().text("customer");
    if (customer != null && store.customers.find(customer) == null) {
      throw Refusal.noSuch("customer", customer, "customer", false);
    }
    return Pages.of(
        store.setupIntents, ask, Filters.fields(ask.form(), "customer", "payment_method"));
  }

  ObjectNode cancel(Ask ask) {
    ObjectNode setup = store.setupIntents.inPath(ask.id());
    String reason = ask.form().oneOf("cancellation_reason", null, REASONS);
    String status = Json.text(setup, "status");
    if (!SetupIntents.OPEN.contains(status)) {
      throw Refusal.unexpectedSetupState(
          ("You cannot cancel this SetupIntent because it has a status of %s. Only a SetupIntent"
                  + " with one of the following statuses may be canceled: requires_payment_method,"
                  + " requires_confirmation, requires_action.")
              .formatted(status),
          setup);
    }
    Json.with(setup, "cancellation_reason", reason, "next_action", null, "status", "canceled");
    events.record("setup_intent.canceled", setup, ask);
    return setup;
  }
}
