package io.paydesk.order;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** When the money of an order is taken. */
public enum CaptureMethod {
  /** As soon as the payer pays. */
  AUTOMATIC,
  /** When the shop captures it: until then the payer's bank only holds it. */
  MANUAL;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<CaptureMethod> {
    public Text() {
      super(CaptureMethod.class);
    }
  }
}
