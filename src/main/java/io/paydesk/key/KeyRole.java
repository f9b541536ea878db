package io.paydesk.key;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** The role of a caller with the key. */
public enum KeyRole {
  ADMIN,
  SERVICE,
  SUPPORT;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<KeyRole> {
    public Text() {
      super(KeyRole.class);
    }
  }
}
