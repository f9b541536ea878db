package io.paydesk.order;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** How a person ended a review. */
public enum Resolution {
  ACCEPT,
  REFUND;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<Resolution> {
    public Text() {
      super(Resolution.class);
    }
  }
}
