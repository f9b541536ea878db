package io.paydesk.key;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;

/** Whether a key opens anything. */
public enum KeyStatus {
  ACTIVE,
  EXPIRED,
  REVOKED;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }
}
