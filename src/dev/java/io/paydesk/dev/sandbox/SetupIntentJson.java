package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** See <a href="https://docs.stripe.com/api/setup_intents/object">the SetupIntent object</a>. */
final class SetupIntentJson {

  /** What Stripe.js sees. */
  static final Set<String> PUBLIC =
      Set.of(
          "id",
          "object",
          "automatic_payment_methods",
          "cancellation_reason",
          "client_secret",
          "created",
          "description",
          "last_setup_error",
          "livemode",
          "next_action",
          "payment_method",
          "payment_method_configuration_details",
          "payment_method_types",
          "status",
          "usage");

  private SetupIntentJson() {}

  static ObjectNode fresh(String customer, long now) {
    String id = Ids.of("seti");
    return Json.fields()
        .with("id", id)
        .with("object", "setup_intent")
        .with("application", null)
        .with("automatic_payment_methods", null)
        .with("cancellation_reason", null)
        .with("client_secret", Ids.random(id + "_secret_", 25))
        .with("created", now)
        .with("customer", customer)
        .with("customer_account", null)
        .with("description", null)
        .with("excluded_payment_method_types", null)
        .with("flow_directions", null)
        .with("last_setup_error", null)
        .with("latest_attempt", null)
        .with("livemode", false)
        .with("mandate", null)
        .with("metadata", Json.object())
        .with("next_action", null)
        .with("on_behalf_of", null)
        .with("payment_method", null)
        .with("payment_method_configuration_details", null)
        .with("payment_method_options", Json.object("card", cardOptions()))
        .with("payment_method_types", List.of("card", "us_bank_account"))
        .with("single_use_mandate", null)
        .with("status", "requires_payment_method")
        .with("usage", "off_session")
        .object();
  }

  private static ObjectNode cardOptions() {
    return Json.object(
        "mandate_options", null, "network", null, "request_three_d_secure", "automatic");
  }
}
