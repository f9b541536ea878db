package io.paydesk.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** What can be unusual. {@link AlertRules} tells how each is found. */
public enum AlertKind {
  /** Many payments go back. */
  REFUND_RATE(AlertUnit.PERCENT),
  /** Card networks take a shop's right to be paid by card for this. */
  DISPUTE_RATE(AlertUnit.PERMILLE),
  /** Somebody must answer each in time, also one that was heard of late. */
  DISPUTES(AlertUnit.COUNT),
  /** A refund may prevent a dispute. */
  FRAUD_WARNINGS(AlertUnit.COUNT),
  /** Stripe has a word that this version does not know; one subject for each. */
  UNFAMILIAR_STATUSES(AlertUnit.COUNT),
  /** Money came that does not fit its order; one subject for each reason. */
  REVIEWS(AlertUnit.COUNT),
  /** A user tries card after card. */
  USER_DECLINES(AlertUnit.COUNT),
  /** A card is tried again and again, perhaps by several users. */
  CARD_DECLINES(AlertUnit.COUNT),
  /** Test events reach a live service, or the other way round. */
  WRONG_MODE(AlertUnit.COUNT),
  /** Events came that concern us and that nothing here takes; one subject for each type. */
  UNHANDLED_EVENTS(AlertUnit.COUNT),
  /** The app's own logic did not follow what happened; one subject for each target. */
  ACTIONFLOW_FAILURES(AlertUnit.COUNT),
  /** An address of the app's is not told any more, as it kept failing. */
  ENDPOINTS_PAUSED(AlertUnit.COUNT),
  /** What Stripe told was not followed; one subject for each type. */
  EVENTS_FAILED(AlertUnit.COUNT),
  /** What Stripe told is not followed yet, though it came long ago; one subject for each type. */
  EVENTS_WAITING(AlertUnit.COUNT);

  private final AlertUnit unit;

  AlertKind(AlertUnit unit) {
    this.unit = unit;
  }

  AlertUnit unit() {
    return unit;
  }

  @JsonValue
  public String text() {
    return LowerCaseEnum.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter(autoApply = true)
  public static class Text extends LowerCaseEnum<AlertKind> {
    public Text() {
      super(AlertKind.class);
    }
  }
}
