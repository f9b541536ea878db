package io.paydesk.payment;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** How far a payment is. */
public enum PaymentStatus {
  /** Our row is committed; Stripe is about to be asked. */
  CREATED,
  /**
   * It waits for the payer. A declined card leaves it here, with its failure: another card may be
   * tried.
   */
  PENDING,
  /** The payer has done their part; a bank decides. */
  PROCESSING,
  SUCCEEDED,
  PARTIALLY_REFUNDED,
  REFUNDED,
  CANCELED,
  /** Stripe refused to begin it. */
  FAILED,
  /** Stripe was asked and no answer came: perhaps it has begun. */
  UNKNOWN;

  /**
   * Whether money may still come without anybody starting anew: an order has one such payment at
   * the most.
   */
  public boolean isLive() {
    return switch (this) {
      case CREATED, PENDING, PROCESSING, UNKNOWN -> true;
      case SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED, CANCELED, FAILED -> false;
    };
  }

  /** Whether the money came. Nothing that Stripe says of the intent afterwards changes that. */
  public boolean hasMoney() {
    return this == SUCCEEDED || this == PARTIALLY_REFUNDED || this == REFUNDED;
  }

  /** Whether Stripe has not told us of an intent yet. */
  public boolean isNotConfirmedByStripe() {
    return this == CREATED || this == UNKNOWN;
  }

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter(autoApply = true)
  public static class Text extends LowerCaseEnum<PaymentStatus> {
    public Text() {
      super(PaymentStatus.class);
    }
  }
}
