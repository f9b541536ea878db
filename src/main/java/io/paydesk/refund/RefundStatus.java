package io.paydesk.refund;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/**
 * How far a refund is.
 *
 * @see <a href="https://docs.stripe.com/api/refunds/object#refund_object-status">Stripe's
 *     statuses</a>
 */
public enum RefundStatus {
  /** Our row is committed; Stripe is about to be asked. */
  CREATED,
  PENDING,
  SUCCEEDED,
  /**
   * It did not come through, perhaps long after it had succeeded: the money is the shop's again.
   */
  FAILED,
  CANCELED,
  /** Stripe was asked and no answer came. */
  UNKNOWN;

  /** Whether its end is still to be told. */
  public boolean isOpen() {
    return holdsMoney() && this != SUCCEEDED;
  }

  /** Whether its money is gone or may be: it cannot be refunded a second time. */
  public boolean holdsMoney() {
    return switch (this) {
      case CREATED, PENDING, SUCCEEDED, UNKNOWN -> true;
      case FAILED, CANCELED -> false;
    };
  }

  /** A refund goes forward only: a succeeded one can still fail, and nothing comes after that. */
  boolean mayBecome(RefundStatus next) {
    return rank() < next.rank() || this == next;
  }

  /** What it is once Stripe was asked and has not told anything that is understood here. */
  RefundStatus withoutNews() {
    return this == CREATED ? UNKNOWN : this;
  }

  private int rank() {
    return switch (this) {
      case CREATED, UNKNOWN -> 0;
      case PENDING -> 1;
      case SUCCEEDED -> 2;
      case FAILED, CANCELED -> 3;
    };
  }

  /** Null for a status that Stripe has added since. */
  static RefundStatus ofStripe(String stripeStatus) {
    return switch (stripeStatus == null ? "" : stripeStatus) {
      case "pending", "requires_action" -> PENDING;
      case "succeeded" -> SUCCEEDED;
      case "failed" -> FAILED;
      case "canceled" -> CANCELED;
      default -> null;
    };
  }

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter(autoApply = true)
  public static class Text extends LowerCaseEnum<RefundStatus> {
    public Text() {
      super(RefundStatus.class);
    }
  }
}
