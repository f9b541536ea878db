package io.paydesk.actionflow;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** Whether an endpoint is delivered to. */
public enum EndpointStatus {
  ACTIVE,
  /** Its runs wait, and lose no attempts by it. */
  PAUSED,
  /** Its row stays for the sake of its runs. */
  DELETED;

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter(autoApply = true)
  public static class Text extends LowerCaseEnum<EndpointStatus> {
    public Text() {
      super(EndpointStatus.class);
    }
  }
}
