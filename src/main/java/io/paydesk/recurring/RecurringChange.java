package io.paydesk.recurring;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** A change that somebody wants of a subscription. */
public enum RecurringChange {
  CANCEL_NOW,
  CANCEL_AT_PERIOD_END,
  /** It was to end, and goes on. */
  RESUME,
  CHANGE_QUANTITY,
  /**
   * Ends if it is still unpaid: its order is canceled, or another order of the same user begins one
   * of the same price.
   */
  END_IF_INCOMPLETE;

  /** Whether nobody is to pay for it any more. */
  boolean isEnd() {
    return this == CANCEL_NOW || this == END_IF_INCOMPLETE;
  }

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<RecurringChange> {
    public Text() {
      super(RecurringChange.class);
    }
  }
}
