package io.paydesk.alert;

import io.paydesk.setting.AtLeast;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

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
  @WithConverter(AtLeast.Zero.class)
  long refundPercent();

  /** The time in which both are counted. */
  @WithDefault("168H")
  @WithConverter(AtLeast.ASecond.class)
  Duration refundWindow();

  /** With fewer succeeded payments than this there is no alert. */
  @WithDefault("20")
  @WithConverter(AtLeast.One.class)
  long refundLeast();

  /** Disputes, in per thousand of the payments that succeeded. */
  @WithDefault("7")
  @WithConverter(AtLeast.Zero.class)
  long disputePermille();

  /** The time in which both are counted. */
  @WithDefault("720H")
  @WithConverter(AtLeast.ASecond.class)
  Duration disputeWindow();

  /** With fewer succeeded payments than this there is no alert. */
  @WithDefault("200")
  @WithConverter(AtLeast.One.class)
  long disputeLeast();

  /** Disputes that were opened, inquiries included. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long disputes();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration disputesWindow();

  /** Early fraud warnings of cards' issuers. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long fraudWarnings();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration fraudWarningsWindow();

  /** Rows with a status of Stripe that this version does not know. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long unfamiliarStatuses();

  /** The time since they changed. */
  @WithDefault("168H")
  @WithConverter(AtLeast.ASecond.class)
  Duration unfamiliarStatusesWindow();

  /** Orders that went into review for one reason. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long reviews();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration reviewsWindow();

  /** Declined tries of one user. */
  @WithDefault("5")
  @WithConverter(AtLeast.Zero.class)
  long userDeclines();

  /** The time in which they are counted. */
  @WithDefault("1H")
  @WithConverter(AtLeast.ASecond.class)
  Duration userDeclinesWindow();

  /** Declined tries with one card, by any user. */
  @WithDefault("5")
  @WithConverter(AtLeast.Zero.class)
  long cardDeclines();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration cardDeclinesWindow();

  /** Stripe's events of the other mode than the key's. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long wrongMode();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration wrongModeWindow();

  /** Events of one type that may be about your money and that Paydesk does nothing with. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long unhandledEvents();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration unhandledEventsWindow();

  /** Runs of one actionflow that failed in all their attempts. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long actionflowFailures();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration actionflowFailuresWindow();

  /** Endpoints that were paused because they kept failing. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long endpointsPaused();

  /** How long a paused endpoint is reported. */
  @WithDefault("168H")
  @WithConverter(AtLeast.ASecond.class)
  Duration endpointsPausedWindow();

  /** Events of one type that were given up. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long eventsFailed();

  /** The time in which they are counted. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration eventsFailedWindow();

  /** Events of one type that still wait. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long eventsWaiting();

  /** How long they have waited by then. */
  @WithDefault("1H")
  @WithConverter(AtLeast.ASecond.class)
  Duration eventsWaitingWindow();

  /** Keys that somebody used although they were revoked or rotated, or have expired. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long refusedKeys();

  /** The time in which they were last used. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration refusedKeysWindow();

  /** Authorizations that run out soon, or have, and are neither captured nor canceled. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long authorizationExpires();

  /** How long before they run out. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration authorizationExpiresWindow();

  /** Payments and setup intents for which Stripe did not take one payment method configuration. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long refusedConfigurations();

  /** The time in which they began. */
  @WithDefault("24H")
  @WithConverter(AtLeast.ASecond.class)
  Duration refusedConfigurationsWindow();

  /** Subscriptions whose payment method Stripe refused to keep for their renewals. */
  @WithDefault("1")
  @WithConverter(AtLeast.Zero.class)
  long unkeptMethods();

  /** The time since it last refused that. */
  @WithDefault("168H")
  @WithConverter(AtLeast.ASecond.class)
  Duration unkeptMethodsWindow();
}
