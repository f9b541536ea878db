package io.paydesk.recurring;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;

/** What the payer's browser does with the client secret. */
public enum ClientSecretType {
  /** {@code stripe.confirmPayment}: money is to be paid now. */
  PAYMENT,
  /** {@code stripe.confirmSetup}: a card is to be given, and nothing is to be paid yet. */
  SETUP,
  /** Nothing is to be done. */
  NONE;

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }
}
