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

  /** Whether it may still cost the user something: of one price a user has one such. */
  public boolean isLive() {
    return this != CANCELED && this != INCOMPLETE_EXPIRED;
  }

  /** Whether Stripe has not told us of a subscription yet. */
  public boolean isNotConfirmedByStripe() {
    return this == CREATED || this == UNKNOWN;
  }

  /** Whether it runs, so that it can end with its period and go on after all. */
  public boolean isRunning() {
    return this == TRIALING
        || this == ACTIVE
        || this == PAST_DUE
        || this == UNPAID
        || this == PAUSED;
  }

  /** Whether a renewal is due and not paid. */
  public boolean isBehind() {
    return this == PAST_DUE || this == UNPAID;
  }

  /** Null for a status that Stripe has added since. */
  static RecurringPaymentStatus ofStripe(String stripeStatus) {
    return switch (stripeStatus == null ? "" : stripeStatus) {
      case "incomplete" -> INCOMPLETE;
      case "trialing" -> TRIALING;
      case "active" -> ACTIVE;
      case "past_due" -> PAST_DUE;
      case "unpaid" -> UNPAID;
      case "paused" -> PAUSED;
      case "canceled" -> CANCELED;
      case "incomplete_expired" -> INCOMPLETE_EXPIRED;
      default -> null;
    };
  }

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
