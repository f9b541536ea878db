package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A customer is billed in one currency at a time, that of the first subscription. See {@code
 * currency} of <a href="https://docs.stripe.com/api/customers/object">the Customer object</a>.
 */
final class CustomerCurrency {

  private CustomerCurrency() {}

  /** Refuses another currency while something exists in the customer's currency. */
  static void check(ObjectNode customer, String currency, Store store) {
    String own = Json.text(customer, "currency");
    boolean other = own != null && !own.equals(currency);
    if (other && (customer.get("balance").asLong() != 0 || isSubscribed(customer, store))) {
      throw Refusal.inWork(
          null,
          null,
          "You cannot combine currencies on a single customer. This customer has an active"
              + " subscription, subscription schedule, discount, quote, or invoice item with"
              + " currency "
              + own);
    }
  }

  private static boolean isSubscribed(ObjectNode customer, Store store) {
    return store.subscriptions.oldestFirst().stream()
        .anyMatch(
            subscription ->
                subscription.get("customer").equals(customer.get("id"))
                    && subscription.get("currency").equals(customer.get("currency"))
                    && !Endings.ENDED.contains(Json.text(subscription, "status")));
  }

  static void set(ObjectNode customer, String currency, Events events, Ask ask) {
    if (!currency.equals(Json.text(customer, "currency"))) {
      ObjectNode before = customer.deepCopy();
      customer.put("currency", currency);
      events.record("customer.updated", customer, Changes.previous(before, customer), ask);
    }
  }
}
