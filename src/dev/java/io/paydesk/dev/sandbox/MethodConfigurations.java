package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Which payment method configuration a request names. The sandbox has every one whose id begins
 * with {@code pmc_}, except for those of {@code pmc_unknown}, and offers the same methods in all.
 * See <a href="https://docs.stripe.com/payments/payment-method-configurations">payment method
 * configurations</a>.
 */
final class MethodConfigurations {

  static final String PARAMETER = "payment_method_configuration";

  private MethodConfigurations() {}

  /** What the object shows of it, or null where the request names none. */
  static ObjectNode details(Form form) {
    String id = form.text(PARAMETER);
    if (id == null) {
      return null;
    }
    if (!id.startsWith("pmc_") || id.startsWith("pmc_unknown")) {
      throw Refusal.noSuch(PARAMETER, id, PARAMETER, false);
    }
    return Json.object("id", id, "parent", null);
  }
}
