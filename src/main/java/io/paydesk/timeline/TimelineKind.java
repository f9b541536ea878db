package io.paydesk.timeline;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;

/** Who brought it about. */
public enum TimelineKind {
  /** Whoever pays: the order's owner, or somebody who has a link. */
  PAYER,
  STRIPE,
  PAYDESK,
  /** The app: a call with the role service, or its own logic. */
  APP,
  /** Somebody who works at the shop. */
  PERSON;

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }
}
