package io.paydesk.webhook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stripe's names of events. A thin event has {@code v1.} before the snapshot event's name. For
 * changes of a subscription it has finer names, which Paydesk treats alike.
 *
 * @see <a href="https://docs.stripe.com/api/events/types">types of events</a>
 */
final class EventTypes {

  private static final String THIN = "v1.";

  private static final String SUBSCRIPTION = "customer.subscription.";

  private static final Set<String> FINER_THAN_UPDATED =
      Set.of(
          "active",
          "past_due",
          "unpaid",
          "incomplete",
          "incomplete_expired",
          "trialing",
          "cancel_at_changed",
          "item_added",
          "item_removed",
          "item_price_changed",
          "item_quantity_changed",
          "default_payment_method_changed");

  /** Types with these prefixes may be about our money. */
  private static final List<String> CONCERN_US =
      List.of(
          "payment_intent.",
          "setup_intent.",
          "refund.",
          "charge.refund",
          "charge.dispute.",
          "customer.subscription.",
          "invoice.",
          "invoice_payment.",
          "checkout.session.",
          "radar.early_fraud_warning.");

  /** Types that no callback takes on purpose, and why. */
  private static final Map<String, String> LEFT_OUT = leftOut();

  private EventTypes() {}

  private static Map<String, String> leftOut() {
    var why = new HashMap<String, String>();
    leaveOut(
        why,
        "the invoice is taken when it is paid, and when it was not",
        "invoice.created",
        "invoice.updated",
        "invoice.finalized",
        "invoice.sent",
        "invoice.deleted",
        "invoice.will_be_due",
        "invoice.overdue",
        "invoice.payment_attempt_required");
    leaveOut(why, "invoice.paid tells it too, and more", "invoice.payment_succeeded");
    leaveOut(
        why,
        "what the subscription becomes is an event of the subscription",
        "invoice.voided",
        "invoice.marked_uncollectible");
    leaveOut(
        why,
        "only how the card was taken, or that it was not, changes anything",
        "setup_intent.created",
        "setup_intent.requires_action");
    leaveOut(
        why, "saved payment methods are read from Stripe each time", "payment_method.attached");
    return Map.copyOf(why);
  }

  private static void leaveOut(Map<String, String> all, String why, String... types) {
    for (var type : types) {
      all.put(type, why);
    }
  }

  /** Both names under which the same news come. */
  static List<String> names(String news) {
    if (!news.equals(SUBSCRIPTION + "updated")) {
      return List.of(news, THIN + news);
    }
    var names = new java.util.ArrayList<>(List.of(news, THIN + news));
    FINER_THAN_UPDATED.forEach(finer -> names.add(THIN + SUBSCRIPTION + finer));
    return names;
  }

  /**
   * @param type the event's own
   * @return the name that callbacks know
   */
  static String news(String type) {
    if (!type.startsWith(THIN)) {
      return type;
    }
    var news = type.substring(THIN.length());
    return news.startsWith(SUBSCRIPTION)
            && FINER_THAN_UPDATED.contains(news.substring(SUBSCRIPTION.length()))
        ? SUBSCRIPTION + "updated"
        : news;
  }

  static Set<String> leftOutOnPurpose() {
    return LEFT_OUT.keySet();
  }

  /** Why no callback takes a type. */
  static IgnoredBecause whyNobodyTakes(String type) {
    var news = news(type);
    return CONCERN_US.stream().anyMatch(news::startsWith) && !LEFT_OUT.containsKey(news)
        ? IgnoredBecause.UNHANDLED_TYPE
        : IgnoredBecause.NO_CALLBACK_FOR_THIS_TYPE;
  }
}
