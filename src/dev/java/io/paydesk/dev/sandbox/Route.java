package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * One endpoint.
 *
 * @param template a path in which {@code {id}} stands for one segment
 * @param parameters that it takes: {@code a[b]}, {@code list[]}, and {@code map[*]} for any key
 * @param forBrowsers whether a publishable key and the client secret are enough
 */
record Route(
    String method,
    String template,
    boolean forBrowsers,
    Set<String> parameters,
    Function<Ask, ObjectNode> work) {

  boolean matches(String askedMethod, String path) {
    if (!method.equals(askedMethod)) {
      return false;
    }
    int hole = template.indexOf("{id}");
    if (hole < 0) {
      return template.equals(path);
    }
    String rest = template.substring(hole + 4);
    return path.startsWith(template.substring(0, hole))
        && path.endsWith(rest)
        && path.length() > hole + rest.length()
        && path.substring(hole, path.length() - rest.length()).indexOf('/') < 0;
  }

  String idIn(String path) {
    int hole = template.indexOf("{id}");
    return hole < 0
        ? null
        : path.substring(hole, path.length() - (template.length() - hole - "{id}".length()));
  }

  /**
   * Parameters that may be empty in calls other than updates, as Stripe documents; updates may
   * unset more.
   */
  private static final Set<String> MAY_BE_EMPTY =
      Set.of(
          "address",
          "application_fee_percent",
          "billing_thresholds",
          "custom_fields",
          "default_tax_rates",
          "discounts",
          "excluded_payment_method_types",
          "mandate_data",
          "metadata",
          "payment_details",
          "pending_invoice_item_interval",
          "setup_future_usage",
          "shipping",
          "tax_rates");

  /** See <a href="https://docs.stripe.com/error-codes#parameter-invalid-empty">the code</a>. */
  private void refuseEmpty(Form form) {
    if (method.equals("POST") && template.endsWith("{id}")) {
      return;
    }
    form.values()
        .forEach(
            (name, value) -> {
              boolean named =
                  MAY_BE_EMPTY.contains(name)
                      || name.startsWith("metadata[")
                      || MAY_BE_EMPTY.stream().anyMatch(known -> name.endsWith("[" + known + "]"));
              if (value.isEmpty() && !named) {
                throw Refusal.empty(name);
              }
            });
  }

  void check(Form form, boolean publishable) {
    Set<String> known = new HashSet<>(parameters);
    known.add("expand[]");
    if (publishable) {
      known.add("client_secret");
    }
    for (String name : form.values().keySet()) {
      String shape = Form.shape(name);
      int bracket = name.indexOf('[');
      String top = bracket < 0 ? name : name.substring(0, bracket);
      String anyKey = bracket < 0 ? name : name.substring(0, name.lastIndexOf('[')) + "[*]";
      if (!known.contains(shape) && !known.contains(anyKey)) {
        boolean topIsKnown = known.stream().anyMatch(k -> k.equals(top) || k.startsWith(top + "["));
        boolean unsetsAll = topIsKnown && form.unsets(top);
        if (!unsetsAll) {
          throw Refusal.unknownParameter(topIsKnown ? name : top);
        }
      }
    }
    refuseEmpty(form);
  }
}
