package io.paydesk.dev.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What goes together in the request for a Checkout Session. See <a
 * href="https://docs.stripe.com/api/checkout/sessions/create">its parameters</a>.
 */
final class SessionChecks {

  private static final Duration SHORTEST = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int LONGEST_URL = 5000;
  private static final int LONGEST_REFERENCE = 200;

  private static final Set<String> LOCALES =
      Set.of(
          ("auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt"
                  + " nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW")
              .split(" "));

  /** From parameter to the modes in which it may be passed. */
  private static final Map<String, Set<String>> MODES =
      Map.ofEntries(
          Map.entry("payment_intent_data", Set.of("payment")),
          Map.entry("subscription_data", Set.of("subscription")),
          Map.entry("setup_intent_data", Set.of("setup")),
          Map.entry("payment_method_collection", Set.of("subscription")),
          Map.entry("invoice_creation", Set.of("payment")),
          Map.entry("customer_creation", Set.of("payment", "setup")),
          Map.entry("submit_type", Set.of("payment", "subscription")),
          Map.entry("shipping_options", Set.of("payment")),
          Map.entry("line_items", Set.of("payment", "subscription")),
          Map.entry("discounts", Set.of("payment", "subscription")),
          Map.entry("allow_promotion_codes", Set.of("payment", "subscription")),
          Map.entry("automatic_tax", Set.of("payment", "subscription")),
          Map.entry("adaptive_pricing", Set.of("payment", "subscription")),
          Map.entry("shipping_address_collection", Set.of("payment", "subscription")));

  private SessionChecks() {}

  static String mode(Form form) {
    String mode = form.oneOf("mode", null, Set.of("payment", "setup", "subscription"));
    if (mode == null) {
      throw Refusal.missing("mode");
    }
    MODES.keySet().stream()
        .sorted()
        .filter(name -> form.has(name) && !MODES.get(name).contains(mode))
        .findFirst()
        .ifPresent(
            name -> {
              throw Refusal.invalid(
                  null, name, "You can not pass `%s` in `%s` mode.".formatted(name, mode));
            });
    if (!mode.equals("setup") && !form.has("line_items")) {
      throw Refusal.missing("line_items");
    }
    if (mode.equals("setup") && !form.has("payment_method_types") && !form.has("currency")) {
      throw Refusal.missing("currency");
    }
    return mode;
  }

  /**
   * Where the payer pays. The names are those of 2026-03-25.dahlia and later; {@code hosted},
   * {@code embedded} and {@code custom} are gone.
   */
  static String surface(Form form) {
    String surface =
        form.oneOf(
            "ui_mode", "hosted_page", Set.of("elements", "embedded_page", "form", "hosted_page"));
    if (surface.equals("form")) {
      throw Refusal.invalid(null, "ui_mode", "The sandbox has no `ui_mode: form`.");
    }
    String end =
        form.oneOf("redirect_on_completion", "always", Set.of("always", "if_required", "never"));
    boolean hosted = surface.equals("hosted_page");
    List<String> wrong = new ArrayList<>();
    for (String name :
        List.of("cancel_url", "redirect_on_completion", "return_url", "success_url")) {
      boolean forHosted = name.equals("cancel_url") || name.equals("success_url");
      if (form.has(name) && forHosted != hosted) {
        wrong.add(name);
      }
    }
    if (!wrong.isEmpty()) {
      throw Refusal.invalid(
          null,
          wrong.get(0),
          "The following parameters are not supported with `ui_mode: %s`: %s."
              .formatted(surface, String.join(", ", wrong)));
    }
    if (hosted && form.text("success_url") == null) {
      throw Refusal.missing("success_url");
    }
    if (end.equals("never") && form.has("return_url")) {
      throw Refusal.invalid(
          null,
          "return_url",
          "You can not pass `return_url` when `redirect_on_completion` is `never`.");
    }
    // Without a list of types, payment methods that redirect may be offered.
    boolean mayRedirect = surface.equals("embedded_page") || !form.has("payment_method_types");
    if (!hosted && !end.equals("never") && mayRedirect && form.text("return_url") == null) {
      throw Refusal.missing("return_url");
    }
    for (String name : List.of("cancel_url", "return_url", "success_url")) {
      checkUrl(form.text(name), name);
    }
    return surface;
  }

  private static void checkUrl(String url, String name) {
    if (url == null) {
      return;
    }
    String scheme = url.split(":", 2)[0].toLowerCase(Locale.ROOT);
    boolean valid =
        url.matches("(?i)[a-z][a-z0-9+.-]*://[^\\s/?#]+\\S*")
            && !Set.of("data", "file", "javascript", "vbscript").contains(scheme);
    if (!valid || url.length() > LONGEST_URL) {
      throw Refusal.invalid("url_invalid", name, "Not a valid URL");
    }
  }

  static long expiry(Form form, long now) {
    Long at = form.number("expires_at");
    if (at == null) {
      return now + LONGEST.toSeconds();
    }
    if (at < now + SHORTEST.toSeconds()) {
      throw Refusal.invalid(
          null,
          "expires_at",
          "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.");
    }
    if (at >= now + LONGEST.toSeconds()) {
      throw Refusal.invalid(
          null,
          "expires_at",
          "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.");
    }
    return at;
  }

  /** Rules that hold in every mode and on every surface. */
  static void rest(Form form) {
    exclusive(form, "allow_promotion_codes", "discounts");
    exclusive(form, "customer", "customer_email");
    exclusive(form, "customer", "customer_creation");
    if (form.itemNumbers("discounts").size() > 1) {
      throw Refusal.invalid(
          null, "discounts", "A Checkout Session can have up to one discount or promotion code.");
    }
    form.oneOf("locale", null, LOCALES);
    form.oneOf("billing_address_collection", null, Set.of("auto", "required"));
    form.oneOf("customer_creation", null, Set.of("always", "if_required"));
    form.oneOf("payment_method_collection", null, Set.of("always", "if_required"));
    form.oneOf("submit_type", null, Set.of("auto", "book", "donate", "pay", "subscribe"));
    form.oneOf("tax_id_collection[required]", null, Set.of("if_supported", "never"));
    form.oneOf(
        "payment_intent_data[setup_future_usage]", null, Set.of("off_session", "on_session"));
    for (String name : List.of("payment_method_remove", "payment_method_save")) {
      form.oneOf("saved_payment_method_options[" + name + "]", null, Set.of("disabled", "enabled"));
    }
    String reference = form.text("client_reference_id");
    if (reference != null && reference.length() > LONGEST_REFERENCE) {
      throw Refusal.invalid(
          null,
          "client_reference_id",
          "Invalid string: it must be at most " + LONGEST_REFERENCE + " characters.");
    }
    MethodConfigurations.details(form);
    String email = form.text("customer_email");
    if (email != null && email.indexOf('@') < 1) {
      throw Refusal.invalid("email_invalid", "customer_email", "Invalid email address: " + email);
    }
  }

  private static void exclusive(Form form, String one, String other) {
    if (form.has(one) && form.has(other)) {
      throw Refusal.invalid(
          "parameters_exclusive",
          one,
          "You may only specify one of these parameters: %s, %s.".formatted(one, other));
    }
  }
}
