package io.paydesk.recurring;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;

/** What the payer's browser does with the client secret. */
public enum ClientSecretType {
  /** {@code stripe.confirmPayment}: the payer pays now. */
  PAYMENT,
  /** {@code stripe.confirmSetup}: the payer gives a card and pays nothing yet. */
  SETUP,
  /** There is nothing to do. */
  NONE;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }
}
