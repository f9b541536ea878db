package io.paydesk.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** How far an event of the inbox has come. */
public enum StripeEventStatus {
  /** Due for its callback, now or after a pause. */
  WAITING,
  DONE,
  /** Not ours, or of a type without a callback: the reason says which. */
  IGNORED,
  /** Its last attempt failed. It stays, and can be retried. */
  FAILED;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<StripeEventStatus> {
    public Text() {
      super(StripeEventStatus.class);
    }
  }
}
