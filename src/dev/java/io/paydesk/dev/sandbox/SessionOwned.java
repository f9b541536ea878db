package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An intent of a Checkout Session belongs to the session. See <a
 * href="https://docs.stripe.com/api/payment_intents/cancel">cancel a PaymentIntent</a>.
 */
final class SessionOwned {

  private SessionOwned() {}

  /** Only an authorized one may be canceled by itself. */
  static void refuseCancel(ObjectNode intent, Store store) {
    if (belongs(intent, store) && !"requires_capture".equals(Json.text(intent, "status"))) {
      throw Refusal.unexpectedState(
          "You cannot cancel the PaymentIntent for a Checkout Session. Expire the Checkout Session"
              + " instead.",
          intent);
    }
  }

  static void refuseChange(ObjectNode intent, Store store) {
    if (belongs(intent, store)) {
      throw Refusal.unexpectedState(
          "This PaymentIntent belongs to a Checkout Session: only its payer confirms it, and only"
              + " the Checkout Session sets its amount and customer.",
          intent);
    }
  }

  /** Only the session's payer confirms its SetupIntent, on the session's page. */
  static void refuseSetup(ObjectNode setup, Ask ask, Store store) {
    if (ask.path() != null && belongs(setup, store)) {
      throw Refusal.unexpectedSetupState(
          "You cannot confirm or cancel the SetupIntent for a Checkout Session. To cancel it, expire"
              + " the Checkout Session instead.",
          setup);
    }
  }

  private static boolean belongs(ObjectNode intent, Store store) {
    return store.sessionOf.containsKey(Json.text(intent, "id"));
  }
}
