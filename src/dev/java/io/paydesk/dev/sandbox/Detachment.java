package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Detaches a saved payment method from its customer: nothing can be paid with it any more. See <a
 * href="https://docs.stripe.com/api/payment_methods/detach">detaching</a>.
 */
final class Detachment {

  private static final String DEFAULT = "default_payment_method";

  private final Store store;
  private final Events events;
  private final Standing standing;

  Detachment(Store store, Events events, Standing standing) {
    this.store = store;
    this.events = events;
    this.standing = standing;
  }

  ObjectNode detach(Ask ask) {
    ObjectNode method = store.paymentMethods.inPath(ask.id());
    ObjectNode customer = store.customers.find(Json.text(method, "customer"));
    if (customer == null) {
      throw Refusal.inWork(
          null,
          null,
          "The payment method you provided is not attached to a customer so detachment is"
              + " impossible.");
    }
    ObjectNode before = method.deepCopy();
    method.putNull("customer");
    store.spentMethods.add(Json.text(method, "id"));
    events.record("payment_method.detached", method, Changes.previous(before, method), ask);
    if (customer.get("invoice_settings") instanceof ObjectNode settings
        && settings.get(DEFAULT).equals(method.get("id"))) {
      settings.putNull(DEFAULT);
    }
    for (ObjectNode subscription : store.subscriptions.oldestFirst()) {
      if (subscription.get(DEFAULT).equals(method.get("id"))) {
        ObjectNode asItWas = subscription.deepCopy();
        subscription.putNull(DEFAULT);
        standing.updated(subscription, asItWas, ask);
      }
    }
    return method;
  }
}
