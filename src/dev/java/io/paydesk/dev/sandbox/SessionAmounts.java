package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a Checkout Session costs, computed anew whenever something of it changes. */
final class SessionAmounts {

  private final SandboxClock clock;
  private final SessionTax tax;
  private final SessionDiscounts discounts;

  SessionAmounts(SandboxClock clock, SessionTax tax, SessionDiscounts discounts) {
    this.clock = clock;
    this.tax = tax;
    this.discounts = discounts;
  }

  /**
   * @param form that the session was made with
   */
  void write(ObjectNode session, Form form) {
    tax.write(session);
    boolean trial =
        form.has("subscription_data") && SessionMade.trialEnd(form, clock.seconds()) != null;
    SessionTotals.write(session, discounts.discount(session), discounts.coupon(session), trial);
  }

  /** Refuses an amount that Stripe does not charge; nothing to pay is fine. */
  void checkLeast(ObjectNode session, Form form) {
    long total = session.get("amount_total").asLong();
    String currency = Json.text(session, "currency");
    if (Json.text(session, "mode").equals("payment")
        && total > 0
        && total < Amounts.least(currency)) {
      throw Refusal.invalid(
          "amount_too_small",
          null,
          "The Checkout Session's total amount due must add up to at least %s %s"
              .formatted(Amounts.shown(Amounts.least(currency), currency), currency));
    }
    if (total > Amounts.MOST) {
      throw Refusal.invalid(
          "amount_too_large",
          null,
          "The Checkout Session's total amount due must be no more than %s %s"
              .formatted(Amounts.shown(Amounts.MOST, currency), currency));
    }
  }
}
