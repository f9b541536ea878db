package io.paydesk.timeline;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;

/** All that a timeline tells of. Words are added, and none ever means another thing. */
public enum TimelineWhat {
  ORDER_MADE,
  /** An invoice of its subscription made a further order. */
  ORDER_RENEWED,
  ORDER_PENDING,
  ORDER_PAID,
  ORDER_PARTIALLY_REFUNDED,
  ORDER_REFUNDED,
  ORDER_CANCELED,
  ORDER_REVIEW,
  PAYMENT_MADE,
  PAYMENT_PENDING,
  PAYMENT_PROCESSING,
  PAYMENT_AUTHORIZED,
  PAYMENT_SUCCEEDED,
  PAYMENT_PARTIALLY_REFUNDED,
  PAYMENT_REFUNDED,
  PAYMENT_CANCELED,
  PAYMENT_FAILED,
  PAYMENT_UNKNOWN,
  PAYMENT_DECLINED,
  CAPTURE_FAILED,
  FRAUD_WARNING,
  REFUND_MADE,
  REFUND_PENDING,
  REFUND_SUCCEEDED,
  REFUND_FAILED,
  REFUND_CANCELED,
  REFUND_UNKNOWN,
  DISPUTE_OPENED,
  DISPUTE_UPDATED,
  DISPUTE_WON,
  DISPUTE_LOST,
  SUBSCRIPTION_MADE,
  SUBSCRIPTION_INCOMPLETE,
  SUBSCRIPTION_TRIALING,
  SUBSCRIPTION_ACTIVE,
  SUBSCRIPTION_PAST_DUE,
  SUBSCRIPTION_UNPAID,
  SUBSCRIPTION_PAUSED,
  SUBSCRIPTION_CANCELED,
  SUBSCRIPTION_EXPIRED,
  SUBSCRIPTION_UNKNOWN,
  SUBSCRIPTION_CHANGED,
  SUBSCRIPTION_PERIOD_BEGUN,
  SUBSCRIPTION_DECLINED,
  /** A row is older than the history: when it became what it is was not written down. */
  LAST_CHANGED,
  EVENT_RECEIVED,
  RUN_WAITING,
  RUN_SUCCEEDED,
  RUN_ATTEMPT_FAILED,
  RUN_FAILED,
  RUN_CANCELED,
  MAIL_SENT,
  PAY_LINK_MAILED,
  /** The mail server never took it. */
  PAY_LINK_NOT_MAILED,
  /** There was nothing to pay any more, or it might not go there. */
  PAY_LINK_MAIL_CANCELED,
  CALL_MADE,
  CALL_REFUSED;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }
}
