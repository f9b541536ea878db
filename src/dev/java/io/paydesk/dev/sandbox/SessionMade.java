package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks at creation what the parameters say of the objects that are made only when the payer pays,
 * so that the payer never meets their errors.
 */
final class SessionMade {

  private SessionMade() {}

  static void check(Form form, String mode, long now) {
    switch (mode) {
      case "payment" -> payment(form);
      case "subscription" -> trialEnd(form, now);
      default -> Metadata.after(null, form.under("setup_intent_data"));
    }
  }

  private static void payment(Form form) {
    Metadata.after(null, form.under("invoice_creation").under("invoice_data"));
    ObjectNode trial = PaymentIntentJson.fresh(0, "usd", List.of(), 0);
    try {
      IntentFields.set(trial, form.under("payment_intent_data"), new Store());
    } catch (Refusal refused) {
      throw refused.of("payment_intent_data");
    }
  }

  /**
   * When the trial of the subscription ends, or null.
   *
   * @param now in seconds
   */
  static Long trialEnd(Form form, long now) {
    Map<String, String> values = new LinkedHashMap<>(form.under("subscription_data").values());
    values.put("customer", "none");
    Form data = new Form(values);
    try {
      Metadata.after(null, data);
      SubscriptionOrder.missingMethod(data, "create_invoice");
      return SubscriptionOrder.trialEnd(data, now);
    } catch (Refusal refused) {
      throw refused.of("subscription_data");
    }
  }
}
