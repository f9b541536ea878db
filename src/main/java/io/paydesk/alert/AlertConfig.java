package io.paydesk.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * From when on something is unusual. A threshold is reached by the number itself, and 0 turns its
 * rule off.
 */
@ConfigMapping(prefix = "paydesk.alert")
public interface AlertConfig {

  /** How often it is looked, or {@code off}: PAYDESK_ALERT_EVERY. */
  @WithDefault("60s")
  String every();

  /** Refunded payments in percent of those that succeeded: PAYDESK_ALERT_REFUND_PERCENT. */
  @WithDefault("10")
  @Min(0) long refundPercent();

  /** The time in which both are counted: PAYDESK_ALERT_REFUND_WINDOW. */
  @WithDefault("168H")
  @DurationMin(seconds = 1)
  Duration refundWindow();

  /** Succeeded payments below which nothing is said: PAYDESK_ALERT_REFUND_LEAST. */
  @WithDefault("20")
  @Min(1) long refundLeast();

  /** Disputes in per mille of the payments that succeeded: PAYDESK_ALERT_DISPUTE_PERMILLE. */
  @WithDefault("7")
  @Min(0) long disputePermille();

  /** The time in which both are counted: PAYDESK_ALERT_DISPUTE_WINDOW. */
  @WithDefault("720H")
  @DurationMin(seconds = 1)
  Duration disputeWindow();

  /** Succeeded payments below which nothing is said: PAYDESK_ALERT_DISPUTE_LEAST. */
  @WithDefault("200")
  @Min(1) long disputeLeast();

  /** Disputes that were opened, inquiries among them: PAYDESK_ALERT_DISPUTES. */
  @WithDefault("1")
  @Min(0) long disputes();

  /** The time in which they are counted: PAYDESK_ALERT_DISPUTES_WINDOW. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration disputesWindow();

  /** Early fraud warnings of cards' issuers: PAYDESK_ALERT_FRAUD_WARNINGS. */
  @WithDefault("1")
  @Min(0) long fraudWarnings();

  /** The time in which they are counted: PAYDESK_ALERT_FRAUD_WARNINGS_WINDOW. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration fraudWarningsWindow();

  /** Rows whose status at Stripe is not known here: PAYDESK_ALERT_UNFAMILIAR_STATUSES. */
  @WithDefault("1")
  @Min(0) long unfamiliarStatuses();

  /** The time since they changed: PAYDESK_ALERT_UNFAMILIAR_STATUSES_WINDOW. */
  @WithDefault("168H")
  @DurationMin(seconds = 1)
  Duration unfamiliarStatusesWindow();

  /** Orders that went into review for one reason: PAYDESK_ALERT_REVIEWS. */
  @WithDefault("1")
  @Min(0) long reviews();

  /** The time in which they are counted: PAYDESK_ALERT_REVIEWS_WINDOW. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration reviewsWindow();

  /** Declined tries of one user: PAYDESK_ALERT_USER_DECLINES. */
  @WithDefault("5")
  @Min(0) long userDeclines();

  /** The time in which they are counted: PAYDESK_ALERT_USER_DECLINES_WINDOW. */
  @WithDefault("1H")
  @DurationMin(seconds = 1)
  Duration userDeclinesWindow();

  /** Declined tries with one card, whoever's: PAYDESK_ALERT_CARD_DECLINES. */
  @WithDefault("5")
  @Min(0) long cardDeclines();

  /** The time in which they are counted: PAYDESK_ALERT_CARD_DECLINES_WINDOW. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration cardDeclinesWindow();

  /** Stripe's events of the other mode than the key's: PAYDESK_ALERT_WRONG_MODE. */
  @WithDefault("1")
  @Min(0) long wrongMode();

  /** The time in which they are counted: PAYDESK_ALERT_WRONG_MODE_WINDOW. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration wrongModeWindow();

  /** Events of one type that nothing here takes: PAYDESK_ALERT_UNHANDLED_EVENTS. */
  @WithDefault("1")
  @Min(0) long unhandledEvents();

  /** The time in which they are counted: PAYDESK_ALERT_UNHANDLED_EVENTS_WINDOW. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration unhandledEventsWindow();

  /** Runs of one actionflow that failed in all attempts: PAYDESK_ALERT_ACTIONFLOW_FAILURES. */
  @WithDefault("1")
  @Min(0) long actionflowFailures();

  /** The time in which they are counted: PAYDESK_ALERT_ACTIONFLOW_FAILURES_WINDOW. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration actionflowFailuresWindow();

  /** Endpoints that were paused as they kept failing: PAYDESK_ALERT_ENDPOINTS_PAUSED. */
  @WithDefault("1")
  @Min(0) long endpointsPaused();

  /** The time for which one that is paused is told: PAYDESK_ALERT_ENDPOINTS_PAUSED_WINDOW. */
  @WithDefault("168H")
  @DurationMin(seconds = 1)
  Duration endpointsPausedWindow();

  /** Events of one type that were given up: PAYDESK_ALERT_EVENTS_FAILED. */
  @WithDefault("1")
  @Min(0) long eventsFailed();

  /** The time in which they are counted: PAYDESK_ALERT_EVENTS_FAILED_WINDOW. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration eventsFailedWindow();

  /** Events of one type that still wait: PAYDESK_ALERT_EVENTS_WAITING. */
  @WithDefault("1")
  @Min(0) long eventsWaiting();

  /** How long they have waited by then: PAYDESK_ALERT_EVENTS_WAITING_WINDOW. */
  @WithDefault("1H")
  @DurationMin(seconds = 1)
  Duration eventsWaitingWindow();
}
