package io.paydesk.actionflow;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** How far a run is. */
public enum RunStatus {
  /** To be tried, now or after a pause. */
  WAITING,
  SUCCEEDED,
  /** Its last attempt failed. It stays, and can be tried again. */
  FAILED,
  /** There is nobody any more that it is for. */
  CANCELED;

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter(autoApply = true)
  public static class Text extends LowerCaseEnum<RunStatus> {
    public Text() {
      super(RunStatus.class);
    }
  }
}
