package io.paydesk.refund;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** Where the refund was asked for. */
public enum RefundOrigin {
  PAYDESK,
  DASHBOARD;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<RefundOrigin> {
    public Text() {
      super(RefundOrigin.class);
    }
  }
}
