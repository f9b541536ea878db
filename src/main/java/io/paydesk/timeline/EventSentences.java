package io.paydesk.timeline;

import java.util.Map;

/** What an event of Stripe's said, and what became of it here. */
final class EventSentences {

  private static final Map<String, String> SAID =
      Map.ofEntries(
          Map.entry("payment_intent.created", "a payment was made"),
          Map.entry("payment_intent.succeeded", "the payment succeeded"),
          Map.entry("payment_intent.processing", "a bank decides about the payment"),
          Map.entry("payment_intent.requires_action", "the payer is asked for something"),
          Map.entry("payment_intent.payment_failed", "an attempt to pay failed"),
          Map.entry("payment_intent.canceled", "the payment was canceled"),
          Map.entry("payment_intent.amount_capturable_updated", "the bank holds the money"),
          Map.entry("payment_intent.partially_funded", "a part of the money came"),
          Map.entry("charge.succeeded", "the charge succeeded"),
          Map.entry("charge.pending", "the charge waits"),
          Map.entry("charge.failed", "the charge failed"),
          Map.entry("charge.captured", "the charge was captured"),
          Map.entry("charge.expired", "the charge expired"),
          Map.entry("charge.updated", "the charge changed"),
          Map.entry("charge.refunded", "the charge was refunded"),
          Map.entry("charge.refund.updated", "the refund changed"),
          Map.entry("refund.created", "a refund was made"),
          Map.entry("refund.updated", "the refund changed"),
          Map.entry("refund.failed", "the refund failed"),
          Map.entry("charge.dispute.created", "the payer's bank disputes the payment"),
          Map.entry("charge.dispute.updated", "the dispute changed"),
          Map.entry("charge.dispute.closed", "the dispute was decided"),
          Map.entry("charge.dispute.funds_withdrawn", "the bank took the disputed money"),
          Map.entry("charge.dispute.funds_reinstated", "the disputed money came back"),
          Map.entry("radar.early_fraud_warning.created", "the card's bank suspects fraud"),
          Map.entry("radar.early_fraud_warning.updated", "a fraud warning changed"),
          Map.entry("checkout.session.completed", "the payer completed Stripe's page"),
          Map.entry("checkout.session.expired", "Stripe's page expired"),
          Map.entry("checkout.session.async_payment_succeeded", "the bank paid later"),
          Map.entry("checkout.session.async_payment_failed", "the bank did not pay later"),
          Map.entry("customer.subscription.created", "a subscription was made"),
          Map.entry("customer.subscription.updated", "the subscription changed"),
          Map.entry("customer.subscription.deleted", "the subscription has ended"),
          Map.entry("customer.subscription.paused", "the subscription is paused"),
          Map.entry("customer.subscription.resumed", "the subscription goes on"),
          Map.entry("customer.subscription.trial_will_end", "a trial ends soon"),
          Map.entry("invoice.created", "an invoice was made"),
          Map.entry("invoice.finalized", "an invoice is ready"),
          Map.entry("invoice.paid", "an invoice was paid"),
          Map.entry("invoice.payment_succeeded", "an invoice was paid"),
          Map.entry("invoice.payment_failed", "an attempt to pay an invoice failed"),
          Map.entry("invoice.payment_action_required", "the payer is asked to pay an invoice"),
          Map.entry("invoice.upcoming", "an invoice will be made soon"),
          Map.entry("invoice.voided", "an invoice is void"),
          Map.entry("invoice.marked_uncollectible", "an invoice is given up"));

  private EventSentences() {}

  static Told of(Recorded seen) {
    var type = String.valueOf(seen.told());
    // A thin event's type is the snapshot's behind "v1.".
    var said = SAID.get(type.startsWith("v1.") ? type.substring(3) : type);
    return Told.of(
        TimelineKind.STRIPE,
        TimelineWhat.EVENT_RECEIVED,
        (said == null ? "Stripe sent " + type : "Stripe said: " + said) + verdict(seen) + ".");
  }

  private static String verdict(Recorded seen) {
    return switch (seen.now()) {
      // Of most types nothing need follow: Stripe is only heard.
      case "ignored" ->
          "no-callback-for-this-type".equals(seen.because())
              ? ""
              : ", which changed nothing here" + Told.why(seen.because());
      case "failed" -> ", which could not be applied in " + seen.tries() + " attempts";
      case "waiting" -> ", which waits to be applied";
      default -> "";
    };
  }
}
