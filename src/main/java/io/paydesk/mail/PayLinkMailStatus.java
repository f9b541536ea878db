package io.paydesk.mail;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** How far a mail is that brings a pay-link. */
public enum PayLinkMailStatus {
  /** It is on its way to the mail server, perhaps not for the first time. */
  WAITING,
  /** The mail server has it. */
  SENT,
  /** The mail server did not take it for a day. */
  FAILED,
  /** There was nothing to pay any more, or whoever asked for it may no longer. */
  CANCELED;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<PayLinkMailStatus> {
    public Text() {
      super(PayLinkMailStatus.class);
    }
  }
}
