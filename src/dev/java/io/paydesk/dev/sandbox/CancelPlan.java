package io.paydesk.dev.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * When a subscription is to end, from one request. {@code cancel_at_period_end} follows the period,
 * {@code cancel_at} is a time, which may be within a period. See <a
 * href="https://docs.stripe.com/billing/subscriptions/cancel">cancel subscriptions</a> and the <a
 * href="https://docs.stripe.com/changelog/basil/2025-07-30/cancel-at-enums">helpers</a> of flexible
 * billing.
 *
 * @param atPeriodEnd null where it was not sent
 * @param at seconds, a helper's name, empty to withdraw the end, or null where it was not sent
 */
record CancelPlan(Boolean atPeriodEnd, String at) {

  private static final String AT = "cancel_at";
  private static final String AT_PERIOD_END = "cancel_at_period_end";

  static final Set<String> PARAMETERS = Set.of(AT, AT_PERIOD_END);

  private static final Set<String> HELPERS =
      Set.of("max_billed_until", "max_period_end", "min_period_end");

  static CancelPlan read(Form form, ObjectNode billingMode, long now) {
    if (form.has(AT) && form.has(AT_PERIOD_END)) {
      throw Refusal.invalid(
          "parameters_exclusive",
          AT,
          "You may only specify one of these parameters: cancel_at, cancel_at_period_end.");
    }
    Boolean atPeriodEnd = form.has(AT_PERIOD_END) ? form.flag(AT_PERIOD_END) : null;
    if (!form.has(AT)) {
      return new CancelPlan(atPeriodEnd, null);
    }
    String at = form.text(AT);
    if (at != null && HELPERS.contains(at)) {
      if (!BillingMode.isFlexible(billingMode)) {
        throw Refusal.invalid(
            null, AT, "`cancel_at=" + at + "` needs a subscription with billing_mode=flexible.");
      }
    } else if (at != null && (form.number(AT) == null || form.number(AT) <= now)) {
      throw Refusal.invalid(
          null, AT, "Invalid timestamp: `cancel_at` must be an integer Unix timestamp ahead.");
    }
    return new CancelPlan(null, at == null ? "" : at);
  }

  void write(ObjectNode subscription, long now) {
    boolean follows = subscription.get(AT_PERIOD_END).asBoolean();
    if (atPeriodEnd != null) {
      if (atPeriodEnd && !follows) {
        ends(subscription, true, periodEnd(subscription), now);
      } else if (!atPeriodEnd && follows) {
        goesOn(subscription);
      }
    } else if ("".equals(at)) {
      // This parameter does not change an end that follows the period.
      if (!follows && subscription.get(AT).isNumber()) {
        goesOn(subscription);
      }
    } else if (at != null) {
      long when = HELPERS.contains(at) ? periodEnd(subscription) : Long.parseLong(at);
      ends(subscription, false, when, now);
    }
  }

  /** In the sandbox, all items have the same period. */
  private static long periodEnd(ObjectNode subscription) {
    return SubscriptionJson.item(subscription).get("current_period_end").asLong();
  }

  private static void ends(ObjectNode subscription, boolean follows, long at, long now) {
    Json.with(subscription, AT_PERIOD_END, follows, AT, at, "canceled_at", now);
    ((ObjectNode) subscription.get("cancellation_details")).put("reason", "cancellation_requested");
  }

  private static void goesOn(ObjectNode subscription) {
    Json.with(subscription, AT_PERIOD_END, false, AT, null, "canceled_at", null);
    subscription.set("cancellation_details", SubscriptionJson.cancellation());
  }

  /** Call it after the period was moved: an end that follows the period moves too. */
  static void follow(ObjectNode subscription) {
    if (subscription.get(AT_PERIOD_END).asBoolean()) {
      subscription.put(AT, periodEnd(subscription));
    }
  }

  /** Whether it ends by then. */
  static boolean endsBy(ObjectNode subscription, long time) {
    return subscription.get(AT).isNumber() && subscription.get(AT).asLong() <= time;
  }
}
