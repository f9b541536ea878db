package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Sessions in which Stripe sells. See <a
 * href="https://docs.stripe.com/payments/managed-payments/update-checkout">what they do not
 * take</a>.
 */
final class ManagedPayments {

  private static final String ENABLED = "managed_payments[enabled]";

  private static final List<String> REFUSED =
      List.of(
          "adaptive_pricing",
          "automatic_tax",
          "tax_id_collection",
          "payment_method_configuration",
          "payment_method_types",
          "customer_update[name]",
          "customer_update[address]",
          "shipping_address_collection",
          "shipping_options",
          "invoice_creation",
          "payment_intent_data[setup_future_usage]",
          "payment_intent_data[shipping]",
          "payment_intent_data[statement_descriptor]",
          "payment_intent_data[statement_descriptor_suffix]",
          "payment_intent_data[receipt_email]",
          "subscription_data[default_tax_rates]");

  private ManagedPayments() {}

  static boolean areOn(Form form, Store store) {
    return form.has(ENABLED) ? form.flag(ENABLED) : store.managedByDefault;
  }

  static boolean areOn(ObjectNode session) {
    return session.at("/managed_payments/enabled").asBoolean();
  }

  static void check(Form form, String mode, String surface, Store store) {
    if (!areOn(form, store)) {
      return;
    }
    if (mode.equals("setup")) {
      throw invalid("mode", "setup", "subscription", "payment", form);
    }
    if (surface.equals("elements")) {
      throw invalid("ui_mode", "elements", "hosted_page", "embedded_page", form);
    }
    REFUSED.stream()
        .filter(form::has)
        .findFirst()
        .ifPresent(
            name -> {
              throw Refusal.invalid(
                  null,
                  name,
                  "%s cannot be used with Managed Payments%s. Remove %s, or pass"
                          .formatted(name, byDefault(form), name)
                      + " managed_payments[enabled]=false to disable it for this request.");
            });
  }

  private static Refusal invalid(String name, String value, String one, String other, Form form) {
    return Refusal.invalid(
        null,
        name,
        "Invalid %1$s: %2$s. Managed Payments%5$s only supports %1$s: %3$s or %1$s: %4$s. Use a"
                .formatted(name, value, one, other, byDefault(form))
            + " supported %s, or pass managed_payments[enabled]=false to disable it."
                .formatted(name));
  }

  private static String byDefault(Form form) {
    return form.has(ENABLED) ? "" : ", which is enabled by default on your account";
  }

  /** Stripe sells digital goods, and has to know of which kind each is. */
  static void checkTaxCodes(List<ObjectNode> items, Form form, Store store) {
    if (!areOn(form, store)) {
      return;
    }
    List<String> numbers = new ArrayList<>(SessionLines.numbers(form));
    for (int i = 0; i < items.size(); i++) {
      ObjectNode product = store.products.find(items.get(i).at("/price/product").asText());
      String code = Json.text(product, "tax_code");
      String line = "line_items[" + numbers.get(i) + "]";
      if (code == null) {
        throw Refusal.invalid(
            null,
            line,
            "Invalid "
                + line
                + ": the product tax code is missing. Set the product's tax_code field to an"
                + " eligible product tax code. Product tax code is required for Managed Payments"
                + byDefault(form)
                + ".");
      }
      if (!code.startsWith("txcd_10")) {
        throw Refusal.invalid(
            null,
            line,
            "Invalid %s: the product tax code %s is not eligible for Managed Payments."
                .formatted(line, code));
      }
    }
  }

  /** What Stripe decides where it sells. */
  static void write(ObjectNode session) {
    if (areOn(session)) {
      session.set("adaptive_pricing", Json.object("enabled", true));
      session.set("automatic_tax", SessionJson.automaticTax(true));
    }
  }
}
