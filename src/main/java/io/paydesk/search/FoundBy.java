package io.paydesk.search;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;

/** What of a row fits the text that was searched. */
public enum FoundBy {
  /** Our number of it. */
  ID,
  STRIPE_ID,
  /** What Stripe's metadata and deliveries name the row by. */
  UUID,
  EMAIL,
  USER,
  NAME,
  AMOUNT;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }
}
