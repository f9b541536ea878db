package io.paydesk.key;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** How a key came to be. */
public enum KeyOrigin {
  /** An admin made it. */
  API,
  /** {@code key create} made it, with the database's password. */
  COMMAND,
  /** PAYDESK_BOOTSTRAP_ADMIN_KEY gave it. */
  SETTING;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<KeyOrigin> {
    public Text() {
      super(KeyOrigin.class);
    }
  }
}
