package io.paydesk.actionflow;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** Whether deliveries go to an endpoint. */
public enum EndpointStatus {
  ACTIVE,
  /** Its runs wait, and use up no attempts. */
  PAUSED,
  /** The row stays because its runs refer to it. */
  DELETED;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<EndpointStatus> {
    public Text() {
      super(EndpointStatus.class);
    }
  }
}
