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

  /** How often Paydesk looks for unusual activity, or {@code off}. */
  @WithDefault("60s")
  String every();

  /** Refunded payments, in percent of those that succeeded. */
  @WithDefault("10")
  @Min(0) long refundPercent();

  /** The time in which both are counted. */
  @WithDefault("168H")
  @DurationMin(seconds = 1)
  Duration refundWindow();

  /** With fewer succeeded payments than this there is no alert. */
  @WithDefault("20")
  @Min(1) long refundLeast();

  /** Disputes, in per thousand of the payments that succeeded. */
  @WithDefault("7")
  @Min(0) long disputePermille();

  /** The time in which both are counted. */
  @WithDefault("720H")
  @DurationMin(seconds = 1)
  Duration disputeWindow();

  /** With fewer succeeded payments than this there is no alert. */
  @WithDefault("200")
  @Min(1) long disputeLeast();

  /** Disputes that were opened, inquiries included. */
  @WithDefault("1")
  @Min(0) long disputes();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration disputesWindow();

  /** Early fraud warnings of cards' issuers. */
  @WithDefault("1")
  @Min(0) long fraudWarnings();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration fraudWarningsWindow();

  /** Rows with a status of Stripe that this version does not know. */
  @WithDefault("1")
  @Min(0) long unfamiliarStatuses();

  /** The time since they changed. */
  @WithDefault("168H")
  @DurationMin(seconds = 1)
  Duration unfamiliarStatusesWindow();

  /** Orders that went into review for one reason. */
  @WithDefault("1")
  @Min(0) long reviews();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration reviewsWindow();

  /** Declined tries of one user. */
  @WithDefault("5")
  @Min(0) long userDeclines();

  /** The time in which they are counted. */
  @WithDefault("1H")
  @DurationMin(seconds = 1)
  Duration userDeclinesWindow();

  /** Declined tries with one card, by any user. */
  @WithDefault("5")
  @Min(0) long cardDeclines();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration cardDeclinesWindow();

  /** Stripe's events of the other mode than the key's. */
  @WithDefault("1")
  @Min(0) long wrongMode();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration wrongModeWindow();

  /** Events of one type that may be about your money and that Paydesk does nothing with. */
  @WithDefault("1")
  @Min(0) long unhandledEvents();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration unhandledEventsWindow();

  /** Runs of one actionflow that failed in all their attempts. */
  @WithDefault("1")
  @Min(0) long actionflowFailures();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration actionflowFailuresWindow();

  /** Endpoints that were paused because they kept failing. */
  @WithDefault("1")
  @Min(0) long endpointsPaused();

  /** How long a paused endpoint is reported. */
  @WithDefault("168H")
  @DurationMin(seconds = 1)
  Duration endpointsPausedWindow();

  /** Events of one type that were given up. */
  @WithDefault("1")
  @Min(0) long eventsFailed();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration eventsFailedWindow();

  /** Events of one type that still wait. */
  @WithDefault("1")
  @Min(0) long eventsWaiting();

  /** How long they have waited by then. */
  @WithDefault("1H")
  @DurationMin(seconds = 1)
  Duration eventsWaitingWindow();

  /** Keys that somebody used although they were revoked or rotated, or have expired. */
  @WithDefault("1")
  @Min(0) long refusedKeys();

  /** The time in which they were last used. */
  @WithDefault("24H")
  @DurationMin(seconds = 1)
  Duration refusedKeysWindow();
}
