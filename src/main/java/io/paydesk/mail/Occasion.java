package io.paydesk.mail;

import org.jspecify.annotations.Nullable;

/** What an invoice of a subscription was for. */
enum Occasion {
  FIRST,
  RENEWAL,
  CHANGE,
  OTHER;

  /**
   * @param isFirst whether it pays the subscription's first order, perhaps after a trial
   * @param billingReason in Stripe's words
   * @see <a
   *     href="https://docs.stripe.com/api/invoices/object#invoice_object-billing_reason">billing
   *     reasons</a>
   */
  static Occasion of(boolean isFirst, @Nullable String billingReason) {
    if (isFirst) {
      return FIRST;
    }
    return switch (billingReason == null ? "" : billingReason) {
      case "subscription_cycle" -> RENEWAL;
      case "subscription_update" -> CHANGE;
      default -> OTHER;
    };
  }

  public boolean isFirst() {
    return this == FIRST;
  }

  public boolean isRenewal() {
    return this == RENEWAL;
  }

  public boolean isChange() {
    return this == CHANGE;
  }
}
