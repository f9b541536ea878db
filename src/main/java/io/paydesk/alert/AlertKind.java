package io.paydesk.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import io.paydesk.rest.LowerCase;
import io.paydesk.rest.LowerCaseEnum;
import jakarta.persistence.Converter;

/** What can be unusual. {@link AlertRules} says how each is found. */
public enum AlertKind {
  /** Many payments are refunded. */
  REFUND_RATE(AlertUnit.PERCENT),
  /** With too many disputes, card networks may no longer let a shop take cards. */
  DISPUTE_RATE(AlertUnit.PERMILLE),
  /** A person must answer each dispute in time, also one that Paydesk heard of late. */
  DISPUTES(AlertUnit.COUNT),
  /** A refund may prevent a dispute. */
  FRAUD_WARNINGS(AlertUnit.COUNT),
  /** Stripe uses a status that this version does not know; one subject for each. */
  UNFAMILIAR_STATUSES(AlertUnit.COUNT),
  /** Money came that does not fit its order; one subject for each reason. */
  REVIEWS(AlertUnit.COUNT),
  /** A user tries card after card. */
  USER_DECLINES(AlertUnit.COUNT),
  /** Somebody tries one card again and again, perhaps as several users. */
  CARD_DECLINES(AlertUnit.COUNT),
  /** Test events reach a live service, or live events a test service. */
  WRONG_MODE(AlertUnit.COUNT),
  /** Events came that concern us and that no callback takes; one subject for each type. */
  UNHANDLED_EVENTS(AlertUnit.COUNT),
  /** The app's own logic failed to follow a change; one subject for each target. */
  ACTIONFLOW_FAILURES(AlertUnit.COUNT),
  /** An endpoint kept failing, so nothing is posted to it any more. */
  ENDPOINTS_PAUSED(AlertUnit.COUNT),
  /** Events were given up; one subject for each type. */
  EVENTS_FAILED(AlertUnit.COUNT),
  /** Events came long ago and are not applied yet; one subject for each type. */
  EVENTS_WAITING(AlertUnit.COUNT),
  /** Somebody still uses keys that were revoked or rotated, or have expired. */
  REFUSED_KEYS(AlertUnit.COUNT),
  /** Banks are about to let go money that nobody has captured. */
  AUTHORIZATION_EXPIRES(AlertUnit.COUNT),
  /** Stripe does not take a configuration, so nobody can pay by it; one subject for each. */
  REFUSED_CONFIGURATIONS(AlertUnit.COUNT),
  /** Stripe does not keep the way in which subscriptions were paid: their renewals fail. */
  UNKEPT_METHODS(AlertUnit.COUNT);

  private final AlertUnit unit;

  AlertKind(AlertUnit unit) {
    this.unit = unit;
  }

  AlertUnit unit() {
    return unit;
  }

  @JsonValue
  public String text() {
    return LowerCase.text(this);
  }

  /** Keeps it as lower-case text. */
  @Converter
  public static class Text extends LowerCaseEnum<AlertKind> {
    public Text() {
      super(AlertKind.class);
    }
  }
}
