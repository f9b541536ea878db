package io.paydesk.actionflow;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** How far a run has come. */
public enum RunStatus {
  /** Due now or after a pause. */
  WAITING,
  SUCCEEDED,
  /** Its last attempt failed. It stays, and can be retried. */
  FAILED,
  /** Its bean or endpoint no longer exists, or an admin gave it up. */
  CANCELED;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<RunStatus> {
    public Text() {
      super(RunStatus.class);
    }
  }
}
