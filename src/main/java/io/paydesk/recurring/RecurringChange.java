package io.paydesk.recurring;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** What somebody wants changed of a subscription. */
public enum RecurringChange {
  CANCEL_NOW,
  CANCEL_AT_PERIOD_END,
  /** Goes on, though it was to end. */
  RESUME,
  CHANGE_QUANTITY,
  /** Ends if nobody has paid it yet, as another order of its user begins one of the same price. */
  END_IF_INCOMPLETE;

  /** Whether nothing of it is to be paid any more. */
  boolean isEnd() {
    return this == CANCEL_NOW || this == END_IF_INCOMPLETE;
  }

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter(autoApply = true)
  public static class Text extends LowerCaseEnum<RecurringChange> {
    public Text() {
      super(RecurringChange.class);
    }
  }
}
