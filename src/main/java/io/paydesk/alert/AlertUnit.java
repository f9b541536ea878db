package io.paydesk.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;

/** What the numbers of an alert count. */
public enum AlertUnit {
  COUNT,
  PERCENT,
  /** A tenth of a percent: dispute rates matter well below one percent. */
  PERMILLE;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }
}
