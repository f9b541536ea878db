package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * How a subscription is billed: flexible, unless the request asks for classic. See <a
 * href="https://docs.stripe.com/billing/subscriptions/billing-mode">billing modes</a>.
 */
final class BillingMode {

  private static final String TYPE = "billing_mode[type]";
  private static final String DISCOUNTS = "billing_mode[flexible][proration_discounts]";

  static final Set<String> PARAMETERS = Set.of(TYPE, DISCOUNTS);

  private BillingMode() {}

  static ObjectNode read(Form form) {
    String type = form.oneOf(TYPE, "flexible", Set.of("classic", "flexible"));
    String discounts = form.oneOf(DISCOUNTS, "included", Set.of("included", "itemized"));
    if (type.equals("classic")) {
      if (form.has(DISCOUNTS)) {
        throw Refusal.invalid(null, DISCOUNTS, "This needs billing_mode[type]=flexible.");
      }
      return Json.object("flexible", null, "type", type);
    }
    return Json.object("flexible", Json.object("proration_discounts", discounts), "type", type);
  }

  static boolean isFlexible(ObjectNode billingMode) {
    return "flexible".equals(Json.text(billingMode, "type"));
  }

  static ObjectNode of(ObjectNode subscription) {
    return (ObjectNode) subscription.get("billing_mode");
  }
}
