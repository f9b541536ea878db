package io.paydesk.admin.overview;

import io.paydesk.alert.AlertView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows are that an alert is about.
 *
 * @param words what opens there
 */
record AlertRows(String href, String words) {

  /**
   * @param newestOrder of the payer whom it is about; null where it is about none, or they have
   *     none
   * @return null where no page lists them
   */
  static @Nullable AlertRows of(AlertView alert, @Nullable Long newestOrder) {
    return switch (alert.kind()) {
      case REFUND_RATE -> new AlertRows("/admin/refunds", "Refunds");
      case DISPUTE_RATE, UNFAMILIAR_STATUSES -> new AlertRows("/admin/disputes", "Disputes");
      case DISPUTES ->
          new AlertRows(
              "/admin/disputes?status=needs_response,warning_needs_response,appeal_needs_response",
              "Disputes to answer");
      case FRAUD_WARNINGS -> new AlertRows("/admin/payments", "Payments");
      case REVIEWS -> new AlertRows("/admin/orders?status=review", "Orders to review");
      case USER_DECLINES -> ofPayer(newestOrder);
      case CARD_DECLINES, REFUSED_CONFIGURATIONS -> null;
      case WRONG_MODE -> new AlertRows("/admin/inbox?status=ignored", "Ignored events");
      case UNHANDLED_EVENTS ->
          new AlertRows("/admin/inbox?type=" + encoded(alert.subject()), "Events of this type");
      case ACTIONFLOW_FAILURES -> new AlertRows("/admin/runs?status=failed", "Failed runs");
      case ENDPOINTS_PAUSED -> new AlertRows("/admin/endpoints", "Endpoints");
      case EVENTS_FAILED -> new AlertRows("/admin/inbox?status=failed", "Failed events");
      case EVENTS_WAITING -> new AlertRows("/admin/inbox?status=waiting", "Waiting events");
      case REFUSED_KEYS -> new AlertRows("/admin/keys", "Keys");
      case AUTHORIZATION_EXPIRES ->
          new AlertRows("/admin/payments?status=authorized", "Payments to capture");
      case UNKEPT_METHODS -> new AlertRows("/admin/subscriptions", "Subscriptions");
    };
  }

  /** A userId may be an e-mail address, which belongs in no address: an order names its payer. */
  private static AlertRows ofPayer(@Nullable Long newestOrder) {
    return newestOrder == null
        ? new AlertRows("/admin/people", "People")
        : new AlertRows("/admin/people/of-order/" + newestOrder, "Everything of this payer");
  }

  private static String encoded(@Nullable String subject) {
    return URLEncoder.encode(subject == null ? "" : subject, StandardCharsets.UTF_8)
        .replace("+", "%20");
  }
}
