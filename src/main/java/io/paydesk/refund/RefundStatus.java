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
