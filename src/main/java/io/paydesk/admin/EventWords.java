package io.paydesk.admin;

import io.paydesk.timeline.ReasonInWords;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an event of Stripe's says, and about what. */
public final class EventWords {

  private static final Map<String, String> OBJECTS =
      Map.ofEntries(
          Map.entry("payment_intent", "Payment"),
          Map.entry("charge", "Charge"),
          Map.entry("charge.dispute", "Dispute"),
          Map.entry("charge.refund", "Refund"),
          Map.entry("checkout.session", "Checkout"),
          Map.entry("customer", "Customer"),
          Map.entry("customer.subscription", "Subscription"),
          Map.entry("invoice", "Invoice"),
          Map.entry("invoice_payment", "Invoice"),
          Map.entry("payment_method", "Payment method"),
          Map.entry("radar.early_fraud_warning", "Fraud warning"),
          Map.entry("refund", "Refund"),
          Map.entry("setup_intent", "Saving a payment method"),
          Map.entry("subscription_schedule", "Subscription's schedule"));

  private static final Map<String, String> NEWS =
      Map.ofEntries(
          Map.entry("amount_capturable_updated", "money is held, to be captured"),
          Map.entry("async_payment_failed", "the bank refused the payment"),
          Map.entry("async_payment_succeeded", "the bank paid"),
          Map.entry("automatically_updated", "the bank sent new details"),
          Map.entry("canceled", "canceled"),
          Map.entry("captured", "captured"),
          Map.entry("closed", "closed"),
          Map.entry("completed", "completed"),
          Map.entry("created", "made"),
          Map.entry("deleted", "ended"),
          Map.entry("detached", "removed"),
          Map.entry("expired", "expired"),
          Map.entry("failed", "failed"),
          Map.entry("finalization_failed", "could not be made final"),
          Map.entry("finalized", "final"),
          Map.entry("funds_reinstated", "the money came back"),
          Map.entry("funds_withdrawn", "the bank took the money"),
          Map.entry("paid", "paid"),
          Map.entry("partially_funded", "paid in part"),
          Map.entry("paused", "paused"),
          Map.entry("payment_action_required", "the bank wants the payer to confirm"),
          Map.entry("payment_failed", "a try to pay failed"),
          Map.entry("payment_succeeded", "paid"),
          Map.entry("pending_update_applied", "a change was paid"),
          Map.entry("pending_update_expired", "a change was not paid in time"),
          Map.entry("processing", "at the bank"),
          Map.entry("refunded", "refunded"),
          Map.entry("requires_action", "waits for the payer"),
          Map.entry("resumed", "resumed"),
          Map.entry("setup_failed", "failed"),
          Map.entry("succeeded", "succeeded"),
          Map.entry("trial_will_end", "the trial ends soon"),
          Map.entry("upcoming", "comes soon"),
          Map.entry("updated", "changed"),
          Map.entry("voided", "void"));

  /** By the beginnings of Stripe's ids. */
  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("ch", "Charge"),
          Map.entry("cs", "Checkout"),
          Map.entry("cus", "Customer"),
          Map.entry("dp", "Dispute"),
          Map.entry("du", "Dispute"),
          Map.entry("in", "Invoice"),
          Map.entry("issfr", "Fraud warning"),
          Map.entry("pi", "Payment"),
          Map.entry("pm", "Payment method"),
          Map.entry("py", "Charge"),
          Map.entry("pyr", "Refund"),
          Map.entry("re", "Refund"),
          Map.entry("seti", "Saved method"),
          Map.entry("sub", "Subscription"));

  private EventWords() {}

  /** {@code payment_intent.payment_failed} is "Payment: a try to pay failed". */
  public static String happened(String type) {
    int dot = type.lastIndexOf('.');
    var object = dot < 0 ? null : OBJECTS.get(type.substring(0, dot));
    var news = isOpened(type) ? "opened" : NEWS.get(type.substring(dot + 1));
    return object == null || news == null
        ? Objects.toString(ReasonInWords.of(type), type)
        : object + ": " + news;
  }

  private static boolean isOpened(String type) {
    return type.equals("charge.dispute.created");
  }

  /** {@code pi_123} is "Payment"; null where nobody knows. */
  public static @Nullable String object(@Nullable String id) {
    return id == null || id.indexOf('_') < 0 ? null : IDS.get(id.substring(0, id.indexOf('_')));
  }
}
