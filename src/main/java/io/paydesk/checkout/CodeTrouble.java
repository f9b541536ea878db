package io.paydesk.checkout;

import io.paydesk.stripe.PromotionCodeSnapshot;
import java.time.Instant;

/** Why Stripe does not take an order's promotion code, by the first that is true. */
enum CodeTrouble {
  UNKNOWN(
      "promotion-code-unknown",
      "Stripe does not know the promotion code",
      "Stripe has no promotion code %s: an id begins with promo_ and is of one mode, test or live."),
  ANOTHER_CURRENCY(
      "promotion-code-in-another-currency",
      "The promotion code is for another currency",
      "Promotion code %s takes off an amount in another currency than the order's."),
  EXPIRED(
      "promotion-code-expired", "The promotion code has expired", "Promotion code %s has expired."),
  SPENT(
      "promotion-code-spent",
      "The promotion code is spent",
      "Promotion code %s has been redeemed as often as it may be."),
  /** Such as too small an order, or another payer's code. Stripe's words say it. */
  ANOTHER(
      "promotion-code-refused",
      "Stripe does not take the promotion code",
      "Stripe does not take promotion code %s for this order.");

  final String problem;
  final String title;
  final String because;

  CodeTrouble(String problem, String title, String because) {
    this.problem = problem;
    this.title = title;
    this.because = because;
  }

  static CodeTrouble of(PromotionCodeSnapshot code, String currency, Instant now) {
    if (!code.isFor(currency)) {
      return ANOTHER_CURRENCY;
    }
    if (code.isOver(now)) {
      return EXPIRED;
    }
    return code.isSpent() ? SPENT : ANOTHER;
  }
}
