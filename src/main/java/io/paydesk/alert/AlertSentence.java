package io.paydesk.alert;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An alert in words: what was seen, and where to look. */
final class AlertSentence {

  private static final String ANSWER_IT =
      "See GET /v1/disputes; each is answered in Stripe's dashboard.";

  /** The subject of what this setting does, which is no id of Stripe's. */
  static final String CONFIGURATION_SETTING = "PAYDESK_PAYMENT_METHOD_CONFIGURATION";

  private AlertSentence() {}

  static String of(Alert alert) {
    var within = " within " + words(Duration.ofSeconds(alert.windowSeconds));
    var threshold = ", the threshold is " + alert.threshold + ". ";
    return switch (alert.kind) {
      case REFUND_RATE ->
          "Payments refunded%s are %d percent of those that succeeded%sSee GET /v1/refunds."
              .formatted(within, alert.observed, threshold);
      case DISPUTE_RATE ->
          "Disputes opened%s are %d per mille of the payments that succeeded%s%s"
              .formatted(within, alert.observed, threshold, ANSWER_IT);
      case DISPUTES ->
          "Stripe reported %s%s%s%s"
              .formatted(counted(alert.observed, "dispute"), within, threshold, ANSWER_IT);
      case FRAUD_WARNINGS ->
          "Cards' issuers sent %s%s%sEach payment shows its own in fraudWarnings: refund what is fraud before it is disputed."
              .formatted(
                  counted(alert.observed, "warning of fraud", "warnings of fraud"),
                  within,
                  threshold);
      case UNFAMILIAR_STATUSES ->
          "This version does not know the status '%s' of Stripe's: %s changed%s%sThe status is kept as it is. See Stripe's changelog, and update."
              .formatted(
                  alert.subject,
                  counted(alert.observed, "row with it", "rows with it"),
                  within,
                  threshold);
      case REVIEWS ->
          "%s went into review for %s%s%sSee GET /v1/orders?status=review, and end each with POST /v1/orders/{id}/resolve."
              .formatted(counted(alert.observed, "order"), alert.subject, within, threshold);
      case USER_DECLINES ->
          "%s of the user %s failed%s%sSee GET /v1/orders?userId=%s."
              .formatted(
                  counted(alert.observed, "payment try", "payment tries"),
                  alert.subject,
                  within,
                  threshold,
                  URLEncoder.encode(alert.subject, StandardCharsets.UTF_8));
      case CARD_DECLINES ->
          "%s with the card of the fingerprint %s failed%s%sThe table payment_decline names their users, payments and subscriptions."
              .formatted(
                  counted(alert.observed, "payment try", "payment tries"),
                  alert.subject,
                  within,
                  threshold);
      case WRONG_MODE ->
          "Stripe delivered %s of the other mode than the key's%s%sCheck the webhook endpoints at Stripe, and see GET /v1/events?status=ignored."
              .formatted(counted(alert.observed, "event"), within, threshold);
      case UNHANDLED_EVENTS ->
          "Stripe delivered %s of the type %s%s%sPaydesk does nothing with them. See GET /v1/events?type=%s, and see in Stripe's dashboard what happened; a newer release may take them."
              .formatted(
                  counted(alert.observed, "event"),
                  alert.subject,
                  within,
                  threshold,
                  URLEncoder.encode(alert.subject, StandardCharsets.UTF_8));
      case ACTIONFLOW_FAILURES ->
          "%s of %s failed in all attempts%s%sSee GET /v1/actionflows/runs?status=failed; once the cause is fixed, POST /v1/actionflows/runs/retry."
              .formatted(counted(alert.observed, "run"), alert.subject, within, threshold);
      case ENDPOINTS_PAUSED ->
          "%s paused%s, as deliveries kept failing%sSee GET /v1/actionflows/endpoints, and POST .../{id}/resume once it answers again."
              .formatted(
                  counted(alert.observed, "endpoint was", "endpoints were"), within, threshold);
      case EVENTS_FAILED ->
          "%s of the type %s could not be applied and were given up%s%sSee GET /v1/events?status=failed; once the cause is fixed, POST /v1/events/retry."
              .formatted(counted(alert.observed, "event"), alert.subject, within, threshold);
      case EVENTS_WAITING ->
          "%s of the type %s could not be applied yet, after more than %s%sSee GET /v1/events?status=waiting: lastError tells why. They are tried again by themselves."
              .formatted(
                  counted(alert.observed, "event"),
                  alert.subject,
                  words(Duration.ofSeconds(alert.windowSeconds)),
                  threshold);
      case REFUSED_KEYS ->
          "Somebody used %s that open nothing any more%s%sSee GET /v1/keys: lastRefusedAt. A caller has an old key, or one leaked."
              .formatted(counted(alert.observed, "key", "keys"), within, threshold);
      case AUTHORIZATION_EXPIRES ->
          "Banks let go the money of %s%s, or have%sSee GET /v1/payments?status=authorized: captureBefore says when. Capture each with POST /v1/payments/{id}/capture, or cancel it."
              .formatted(counted(alert.observed, "authorized payment"), within, threshold);
      case REFUSED_CONFIGURATIONS ->
          "Stripe does not take the payment method configuration %s: %s could not begin%s%s%s"
              .formatted(
                  alert.subject,
                  counted(alert.observed, "payment"),
                  within,
                  threshold,
                  alert.subject.equals(CONFIGURATION_SETTING)
                      ? "Nobody can pay until the setting names one of this account and mode, or is taken away; the log says why Stripe refused."
                      : "Make new orders with another, or without: an id is of one account and one mode.");
      case UNKEPT_METHODS ->
          "Stripe refused to keep the payment method of %s%s%sTheir next renewals fail unless the payer has a default. The log says why; Paydesk asks again at each look."
              .formatted(counted(alert.observed, "subscription"), within, threshold);
    };
  }

  private static String counted(long number, String one) {
    return counted(number, one, one + "s");
  }

  private static String counted(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  private static String words(Duration window) {
    if (window.toSecondsPart() > 0) {
      return counted(window.toSeconds(), "second");
    }
    if (window.toMinutesPart() > 0) {
      return counted(window.toMinutes(), "minute");
    }
    return window.toHoursPart() > 0 || window.toDays() < 2
        ? counted(window.toHours(), "hour")
        : counted(window.toDays(), "day");
  }
}
