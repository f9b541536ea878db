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
  CHANGE_QUANTITY;

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
