package io.paydesk.order;

import io.paydesk.problem.BodyProblems;
import io.paydesk.problem.Refusal;
import java.util.Map;

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

  static Refusal guestSubscribes() {
    return Refusal.of(
        "guest-subscription",
        422,
        "A guest does not subscribe",
        """
        A subscription goes on, and its payer has to come back to it: send the 'userId' of a user \
        with 'priceId', or leave 'priceId' out.\
        """);
  }

  static Refusal reservedForGuests() {
    return BodyProblems.invalid(
        Map.of(
            "userId",
            "must not begin with 'paydesk-guest:'. Leave it out for an order of a new guest"));
  }

  static Refusal withoutGuest(long orderId) {
    return Refusal.of(
            "order-without-guest",
            409,
            "The order has a user",
            """
            Order %s is a user's, not a guest's. For a user's token: POST \
            /v1/users/{userId}/tokens.\
            """
                .formatted(orderId))
        .with("orderId", orderId);
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
