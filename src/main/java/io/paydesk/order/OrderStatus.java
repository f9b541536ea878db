package io.paydesk.order;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** How far an order's money is. */
public enum OrderStatus {
  PENDING,
  PAID,
  PARTIALLY_REFUNDED,
  REFUNDED,
  CANCELED,
  /**
   * Money came that does not fit: in another amount or currency, from another customer, or a second
   * time. A person decides.
   */
  REVIEW;

  /** Whether the order is paid and not in question. */
  public boolean isPaid() {
    return this == PAID || this == PARTIALLY_REFUNDED || this == REFUNDED;
  }

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<OrderStatus> {
    public Text() {
      super(OrderStatus.class);
    }
  }
}
