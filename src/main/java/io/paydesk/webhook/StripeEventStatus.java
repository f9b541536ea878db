package io.paydesk.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** How far an event of the inbox is. */
public enum StripeEventStatus {
  /** To be handed to its callback, now or after a pause. */
  WAITING,
  DONE,
  /** Looked at and not ours, or of a type that nothing here is for: the reason says which. */
  IGNORED,
  /** Its last try failed. It stays, and can be replayed. */
  FAILED;

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter(autoApply = true)
  public static class Text extends LowerCaseEnum<StripeEventStatus> {
    public Text() {
      super(StripeEventStatus.class);
    }
  }
}
