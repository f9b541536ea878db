package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The reading half of the <a href="https://docs.stripe.com/api/charges">Charges API</a>. */
final class Charges {

  private final Store store;

  Charges(Store store) {
    this.store = store;
  }

  ObjectNode retrieve(Ask ask) {
    return store.charges.inPath(ask.id());
  }

  ObjectNode list(Ask ask) {
    String intent = ask.form().text("payment_intent");
    String customer = ask.form().text("customer");
    if (intent != null) {
      store.paymentIntents.named(intent, "payment_intent");
    }
    return Pages.of(
        store.charges,
        ask,
        charge ->
            (intent == null || intent.equals(Json.text(charge, "payment_intent")))
                && (customer == null || customer.equals(Json.text(charge, "customer"))));
  }
}
