package io.paydesk.key;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;

/** Whether a key opens anything. */
public enum KeyStatus {
  ACTIVE,
  EXPIRED,
  REVOKED;

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }
}
