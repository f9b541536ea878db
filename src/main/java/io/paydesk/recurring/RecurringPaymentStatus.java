package io.paydesk.recurring;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/**
 * How far a subscription is: Stripe's statuses, and two of our own for the time before Stripe has
 * answered.
 *
 * @see <a
 *     href="https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses">Stripe's
 *     statuses</a>
 */
public enum RecurringPaymentStatus {
  /** Our row is committed; Stripe is about to be asked. */
  CREATED,
  INCOMPLETE,
  TRIALING,
  ACTIVE,
  PAST_DUE,
  UNPAID,
  PAUSED,
  CANCELED,
  INCOMPLETE_EXPIRED,
  /** Stripe was asked and no answer came. */
  UNKNOWN;

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter(autoApply = true)
  public static class Text extends LowerCaseEnum<RecurringPaymentStatus> {
    public Text() {
      super(RecurringPaymentStatus.class);
    }
  }
}
