package io.paydesk.admin.overview;

import io.paydesk.admin.EventWords;
import io.paydesk.alert.AlertKind;
import io.paydesk.alert.AlertView;
import io.paydesk.timeline.ReasonInWords;
import io.quarkus.qute.RawString;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the page shows it.
 *
 * @param title what it is about, in a few words
 * @param advice what to do, as the manual says it: HTML
 * @param href of the list that shows its rows; null where no page does
 * @param link what that list is called
 */
public record ShownAlert(
    AlertView alert, String title, RawString advice, @Nullable String href, String link) {

  private static final Pattern COUNTED = Pattern.compile("^(.*?), the threshold is (\\d+)\\. ");

  /**
   * @param newestOrders of the payers whom alerts are about
   */
  static ShownAlert of(AlertView alert, AlertAdvice advice, Map<String, Long> newestOrders) {
    var rows = AlertRows.of(alert, newestOrders.get(String.valueOf(alert.subject())));
    return new ShownAlert(
        alert,
        title(alert.kind()),
        advice.of(alert.kind()),
        rows == null ? null : rows.href(),
        rows == null ? "" : rows.words());
  }

  /** What Paydesk has counted, and from when on it speaks up: what programs ask is left out. */
  public String counted() {
    var found = COUNTED.matcher(alert.detail());
    return found.find()
        ? "%s. The alert begins at %s.".formatted(plain(found.group(1)), found.group(2))
        : alert.detail();
  }

  private String plain(String counted) {
    var subject = alert.subject();
    if (subject == null) {
      return counted;
    }
    return switch (alert.kind()) {
      case REVIEWS ->
          counted.replace(" for " + subject, " (" + ReasonInWords.within(subject) + ")");
      case UNHANDLED_EVENTS, EVENTS_FAILED, EVENTS_WAITING ->
          counted.replace(
              "of the type " + subject, "of the type \"" + EventWords.happened(subject) + "\"");
      default -> counted;
    };
  }

  private static String title(AlertKind kind) {
    return switch (kind) {
      case REFUND_RATE -> "Many payments are refunded";
      case DISPUTE_RATE -> "Many payments are disputed";
      case DISPUTES -> "Disputes came";
      case FRAUD_WARNINGS -> "Banks warn of fraud";
      case UNFAMILIAR_STATUSES -> "A status that this version does not know";
      case REVIEWS -> "Orders went into review";
      case USER_DECLINES -> "A payer fails again and again";
      case CARD_DECLINES -> "A card fails again and again";
      case WRONG_MODE -> "Events of the other mode come";
      case UNHANDLED_EVENTS -> "Events come that nothing takes";
      case ACTIONFLOW_FAILURES -> "Your own logic fails";
      case ENDPOINTS_PAUSED -> "An endpoint is paused";
      case EVENTS_FAILED -> "Events were given up";
      case EVENTS_WAITING -> "Events wait for too long";
      case REFUSED_KEYS -> "Somebody uses old keys";
      case AUTHORIZATION_EXPIRES -> "Banks are about to let go money";
      case REFUSED_CONFIGURATIONS -> "Stripe refuses what payers are offered";
      case UNKEPT_METHODS -> "Renewals will fail";
    };
  }
}
