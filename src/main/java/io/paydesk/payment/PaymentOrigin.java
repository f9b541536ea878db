package io.paydesk.payment;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** What made the payment's intent: our request, or an invoice of a subscription. */
public enum PaymentOrigin {
  ONE_TIME,
  INVOICE;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<PaymentOrigin> {
    public Text() {
      super(PaymentOrigin.class);
    }
  }
}
