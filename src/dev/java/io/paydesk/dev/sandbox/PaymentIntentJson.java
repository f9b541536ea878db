package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * See <a href="https://docs.stripe.com/api/payment_intents/object">the PaymentIntent object</a>.
 */
final class PaymentIntentJson {

  /** What Stripe.js sees; the rest is between the account's owner and Stripe. */
  static final Set<String> PUBLIC =
      Set.of(
          "id",
          "object",
          "amount",
          "amount_details",
          "automatic_payment_methods",
          "canceled_at",
          "cancellation_reason",
          "capture_method",
          "client_secret",
          "confirmation_method",
          "created",
          "currency",
          "description",
          "last_payment_error",
          "livemode",
          "next_action",
          "payment_method",
          "payment_method_configuration_details",
          "payment_method_types",
          "processing",
          "receipt_email",
          "setup_future_usage",
          "shipping",
          "source",
          "status");

  private PaymentIntentJson() {}

  static ObjectNode fresh(long amount, String currency, List<String> types, long now) {
    String id = Ids.of("pi");
    ObjectNode options = Json.object();
    if (types.contains("card")) {
      options.set("card", cardOptions());
    }
    return Json.object(
        "id", id,
        "object", "payment_intent",
        "amount", amount,
        "amount_capturable", 0,
        "amount_details", Json.object("tip", Json.object()),
        "amount_received", 0,
        "application", null,
        "application_fee_amount", null,
        "automatic_payment_methods", null,
        "canceled_at", null,
        "cancellation_reason", null,
        "capture_method", "automatic_async",
        "client_secret", Ids.random(id + "_secret_", 25),
        "confirmation_method", "automatic",
        "created", now,
        "currency", currency,
        "customer", null,
        "customer_account", null,
        "description", null,
        "excluded_payment_method_types", null,
        "last_payment_error", null,
        "latest_charge", null,
        "livemode", false,
        "managed_payments", null,
        "metadata", Json.object(),
        "next_action", null,
        "on_behalf_of", null,
        "payment_method", null,
        "payment_method_configuration_details", null,
        "payment_method_options", options,
        "payment_method_types", types,
        "processing", null,
        "receipt_email", null,
        "review", null,
        "setup_future_usage", null,
        "shipping", null,
        "source", null,
        "statement_descriptor", null,
        "statement_descriptor_suffix", null,
        "status", "requires_payment_method",
        "transfer_data", null,
        "transfer_group", null);
  }

  private static ObjectNode cardOptions() {
    return Json.object(
        "installments", null,
        "mandate_options", null,
        "network", null,
        "request_three_d_secure", "automatic");
  }
}
