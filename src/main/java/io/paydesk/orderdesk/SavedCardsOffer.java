package io.paydesk.orderdesk;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Grant;
import io.paydesk.caller.Guest;
import io.paydesk.order.OrderView;
import io.paydesk.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;

/** When a link may offer the saved cards of an order's owner. */
final class SavedCardsOffer {

  private SavedCardsOffer() {}

  /**
   * Support makes links for whoever asks; who the payer is, the shop's server knows.
   *
   * @throws Refusal {@code saved-cards-not-offered}, {@code outside-the-scopes}
   */
  static void mustBeAllowed(SecurityIdentity shop) {
    var caller = Caller.of(shop);
    if (!caller.service() && !caller.admin()) {
      throw refused(
          403,
          "A link with 'savedCards' is for a payer whom the shop has signed in, so it needs a token or key of the"
              + " role service or admin. Leave it out: the payer enters a card.");
    }
    Grant.of(shop).ifPresent(grant -> grant.mustAllow("payment-methods", false));
  }

  /**
   * @return true
   * @throws Refusal {@code saved-cards-not-offered}
   */
  static boolean mustHaveSome(OrderView order) {
    if (Guest.is(order.userId())) {
      throw refused(422, "The order is a guest's, who saves nothing. Leave 'savedCards' out.");
    }
    return true;
  }

  private static Refusal refused(int status, String detail) {
    return Refusal.of(
        "saved-cards-not-offered", status, "The link may not offer saved cards", detail);
  }
}
