package io.paydesk.transaction;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** The callbacks. The app can follow each with its own logic. */
public enum CallbackFlow {
  /** StripePaymentCallback: one-time payments, and disputes of every payment. */
  PAYMENT,
  /** StripeRefundCallback. */
  REFUND,
  /** StripeRecurringPaymentManagementCallback: a subscription begins and ends. */
  RECURRING_PAYMENT_MANAGEMENT,
  /** StripeRecurringPaymentDeductionCallback: an invoice of a subscription is paid. */
  RECURRING_PAYMENT_DEDUCTION,
  /** An order is free, or ends without a payment. No event of Stripe's says so. */
  ORDER;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<CallbackFlow> {
    public Text() {
      super(CallbackFlow.class);
    }
  }
}
