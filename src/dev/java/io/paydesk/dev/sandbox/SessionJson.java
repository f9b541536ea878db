package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** See <a href="https://docs.stripe.com/api/checkout/sessions/object">the Session object</a>. */
final class SessionJson {

  private SessionJson() {}

  /**
   * @param managed whether Stripe sells
   */
  static ObjectNode fresh(
      Form form, String mode, String surface, boolean managed, long now, long expiry) {
    String id = Ids.random("cs_test_a1", 56);
    boolean hosted = surface.equals("hosted_page");
    boolean setup = mode.equals("setup");
    List<String> types = form.list("payment_method_types");
    ObjectNode session =
        Json.fields()
            .with("id", id)
            .with("object", "checkout.session")
            .with("adaptive_pricing", setup ? null : enabled(form, "adaptive_pricing", true))
            .with("after_expiration", null)
            .with("allow_promotion_codes", bool(form, "allow_promotion_codes"))
            .with("amount_subtotal", null)
            .with("amount_total", null)
            .with("automatic_tax", automaticTax(form.flag("automatic_tax[enabled]")))
            .with("billing_address_collection", form.text("billing_address_collection"))
            .with("cancel_url", form.text("cancel_url"))
            .with("client_reference_id", form.text("client_reference_id"))
            .with("client_secret", hosted ? null : Ids.random(id + "_secret_", 40))
            .with("collected_information", null)
            .with("consent", null)
            .with("consent_collection", null)
            .with("created", now)
            .with("currency", form.text("currency"))
            .with("currency_conversion", null)
            .with("custom_fields", List.of())
            .with("custom_text", customText())
            .with("customer", form.text("customer"))
            .with("customer_account", null)
            .with("customer_creation", customerCreation(form, mode))
            .with("customer_details", null)
            .with("customer_email", form.text("customer_email"))
            .with("discounts", null)
            .with("expires_at", expiry)
            .with("integration_identifier", null)
            .with("invoice", null)
            .with("invoice_creation", mode.equals("payment") ? invoiceCreation(form) : null)
            .with("livemode", false)
            .with("locale", form.text("locale"))
            .with("managed_payments", Json.object("enabled", managed))
            .with("metadata", Metadata.after(null, form))
            .with("mode", mode)
            .with("origin_context", null)
            .with("payment_intent", null)
            .with("payment_link", null)
            .with("payment_method_collection", collection(form, mode))
            .with("payment_method_configuration_details", MethodConfigurations.details(form))
            .with("payment_method_options", options())
            .with("payment_method_types", types.isEmpty() ? offered(form) : types)
            .with("payment_status", setup ? "no_payment_required" : "unpaid")
            .with("permissions", null)
            .with("phone_number_collection", enabled(form, "phone_number_collection", false))
            .with("recovered_from", null)
            .with("saved_payment_method_options", saved(form))
            .with("setup_intent", null)
            .with("shipping_address_collection", countries(form))
            .with("shipping_cost", null)
            .with("shipping_options", List.of())
            .with("status", "open")
            .with("submit_type", form.text("submit_type"))
            .with("subscription", null)
            .with("success_url", form.text("success_url"))
            .with("total_details", null)
            .with("ui_mode", surface)
            .with("url", null)
            .with("wallet_options", null)
            .object();
    if (!hosted) {
      String end = form.text("redirect_on_completion");
      session.put("redirect_on_completion", end == null ? "always" : end);
      if (form.text("return_url") != null) {
        session.put("return_url", form.text("return_url"));
      }
    }
    if (form.has("tax_id_collection")) {
      String required = form.text("tax_id_collection[required]");
      Json.with(
          session,
          "tax_id_collection",
          Json.object(
              "enabled",
              form.flag("tax_id_collection[enabled]"),
              "required",
              required == null ? "never" : required));
    }
    return session;
  }

  /** A bank debit cannot be held. */
  private static List<String> offered(Form form) {
    return "manual".equals(form.text("payment_intent_data[capture_method]"))
        ? List.of("card")
        : List.of("card", "us_bank_account");
  }

  private static Boolean bool(Form form, String name) {
    return form.has(name) ? (Boolean) form.flag(name) : null;
  }

  private static ObjectNode enabled(Form form, String name, boolean otherwise) {
    String field = name + "[enabled]";
    return Json.object("enabled", form.has(field) ? form.flag(field) : otherwise);
  }

  static ObjectNode automaticTax(boolean enabled) {
    return Json.object(
        "enabled", enabled,
        "liability", enabled ? Json.object("type", "self") : null,
        "provider", enabled ? "stripe" : null,
        "status", enabled ? "requires_location_inputs" : null);
  }

  private static ObjectNode customText() {
    return Json.object(
        "after_submit", null,
        "shipping_address", null,
        "submit", null,
        "terms_of_service_acceptance", null);
  }

  private static String customerCreation(Form form, String mode) {
    if (form.has("customer")) {
      return null;
    }
    String own = form.text("customer_creation");
    return own != null || !mode.equals("payment") ? always(own, mode) : "if_required";
  }

  private static String always(String own, String mode) {
    return own == null && mode.equals("subscription") ? "always" : own;
  }

  private static ObjectNode invoiceCreation(Form form) {
    Form data = form.under("invoice_creation").under("invoice_data");
    return Json.object(
        "enabled",
        SessionInvoices.isWanted(form),
        "invoice_data",
        Json.object(
            "account_tax_ids", null,
            "custom_fields", null,
            "description", data.text("description"),
            "footer", data.text("footer"),
            "issuer", null,
            "metadata", Metadata.after(null, data),
            "rendering_options", null));
  }

  private static String collection(Form form, String mode) {
    String own = form.text("payment_method_collection");
    return own != null ? own : mode.equals("payment") ? "if_required" : "always";
  }

  private static ObjectNode options() {
    return Json.object("card", Json.object("request_three_d_secure", "automatic"));
  }

  private static ObjectNode saved(Form form) {
    String name = "saved_payment_method_options";
    if (!form.has(name) && !form.has("customer")) {
      return null;
    }
    List<String> filters = form.list(name + "[allow_redisplay_filters]");
    String remove = form.text(name + "[payment_method_remove]");
    return Json.object(
        "allow_redisplay_filters", filters.isEmpty() ? List.of("always") : filters,
        "payment_method_remove", remove == null ? "disabled" : remove,
        "payment_method_save", form.text(name + "[payment_method_save]"));
  }

  private static ObjectNode countries(Form form) {
    List<String> allowed = form.list("shipping_address_collection[allowed_countries]");
    return allowed.isEmpty() ? null : Json.object("allowed_countries", allowed);
  }
}
