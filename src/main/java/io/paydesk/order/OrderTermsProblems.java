package io.paydesk.order;

import io.paydesk.problem.Refusal;

/** Refusals about what does not go together in an order to make. */
final class OrderTermsProblems {

  private OrderTermsProblems() {}

  /**
   * @param subscription whether it is one, else its money is captured later
   */
  static Refusal notInvoiced(boolean subscription) {
    return Refusal.of(
        "order-not-invoiced",
        422,
        "Stripe makes no invoice of this order",
        subscription
            ? "Each payment of a subscription has an invoice anyway. Leave 'invoice' out."
            : "An invoice is of the whole price, and a capture may take less. Leave 'invoice' out, or"
                + " 'capture'.");
  }

  static Refusal freeSubscription() {
    return Refusal.of(
        "free-subscription",
        422,
        "A subscription's order is not free",
        """
        'price' is what the first invoice of 'priceId' comes to, over zero. For a free beginning \
        send 'trialDays'; for what is free altogether leave 'priceId' out.\
        """);
  }
}
