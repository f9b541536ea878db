package io.paydesk.trace;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** Gives each metric a description of what it measures; the metrics page is made from these. */
@Singleton
public class MetricHelp implements MeterFilter {

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry(
              "paydesk.admin.sign.ins",
              "Who signed in to /admin, or could not, by way and outcome"),
          Map.entry("paydesk.actionflow.endpoint.pauses", "Endpoints that were paused, by reason"),
          Map.entry("paydesk.actionflow.endpoints", "Endpoints, by status"),
          Map.entry("paydesk.actionflow.failed", "Runs that failed in all their attempts"),
          Map.entry(
              "paydesk.actionflow.lag.seconds", "How long the oldest run has been due, in seconds"),
          Map.entry("paydesk.actionflow.runs", "Attempts at runs, by flow, target and result"),
          Map.entry("paydesk.actionflow.waiting", "Runs that wait for an attempt"),
          Map.entry(
              "paydesk.alerts.open", "Alerts that hold, by kind. Let a value above 0 wake you"),
          Map.entry("paydesk.alerts.raised", "Alerts that were raised, by kind"),
          Map.entry(
              "paydesk.checkout.sessions",
              "Checkout sessions that were asked for, by surface and whether one began or the live"
                  + " one was handed back"),
          Map.entry(
              "paydesk.dispute.rate.permille",
              "Disputes in per thousand of the payments that succeeded; NaN while there are too"
                  + " few"),
          Map.entry("paydesk.disputes", "Changes of disputes, by the status they came to"),
          Map.entry("paydesk.disputes.open", "Disputes that wait for the shop's answer"),
          Map.entry(
              "paydesk.events",
              "Tries at Stripe's events, by status and reason. Be alerted by the reason wrong-mode;"
                  + " the statuses later and retried are tries that did not get through"),
          Map.entry("paydesk.fraud.warnings", "Fraud warnings of cards' issuers"),
          Map.entry("paydesk.inbox.failed", "Stripe's events that were given up"),
          Map.entry(
              "paydesk.inbox.lag.seconds",
              "How long the oldest event that nobody has tried yet has waited, in seconds. The"
                  + " alert events_waiting reports those that were tried in vain"),
          Map.entry("paydesk.inbox.waiting", "Stripe's events that wait to be applied"),
          Map.entry("paydesk.invoices.paid", "Paid invoices, by Stripe's billing reason"),
          Map.entry(
              "paydesk.key.authentications",
              "Calls with a key or a user's token of ours, by kind and outcome"),
          Map.entry(
              "paydesk.mail.pay.links",
              "Tries to mail a pay-link, by result. Many that failed mean that payers wait for"
                  + " mails in vain"),
          Map.entry("paydesk.mcp.calls", "What agents asked, by tool and outcome"),
          Map.entry(
              "paydesk.orders.canceled",
              "Orders that were canceled, by reason; asked where somebody asked for it"),
          Map.entry("paydesk.orders.free", "Orders that cost nothing, and were paid by being made"),
          Map.entry("paydesk.orders.guests", "Orders that were made without a user"),
          Map.entry(
              "paydesk.orders.expiry.lag.seconds",
              "How late the oldest order is whose end has come, and that is neither paid nor"
                  + " canceled though no bank decides, in seconds"),
          Map.entry("paydesk.orders.review", "Orders that went into review, by reason"),
          Map.entry(
              "paydesk.page.begun",
              "Payments, subscriptions and visits to Stripe's page that payers began on their page,"
                  + " by way"),
          Map.entry(
              "paydesk.page.links",
              "Visits by links that open no order, by whether the link has expired or is unknown."
                  + " Many unknown ones mean that somebody guesses"),
          Map.entry("paydesk.page.opened", "Visits to the payer's page, by what it showed"),
          Map.entry(
              "paydesk.page.refused",
              "What payers could not begin on their page, by way and problem"),
          Map.entry("paydesk.payment.declines", "Declined tries to pay, by Stripe's code"),
          Map.entry(
              "paydesk.payment.looks",
              "Later checks of payments that succeeded, by result; news means that an event was"
                  + " lost"),
          Map.entry(
              "paydesk.payment.looks.lag.seconds", "How late the oldest such check is, in seconds"),
          Map.entry(
              "paydesk.payments",
              "Payments that were authorized or came to an outcome, by outcome and mode"),
          Map.entry(
              "paydesk.recurring.payments",
              "Changes of subscriptions, by the status they came to and mode"),
          Map.entry(
              "paydesk.recurring.methods.refused",
              "Refusals of Stripe's to keep the payment method of a subscription for its renewals"),
          Map.entry(
              "paydesk.setup.intents",
              "Attempts to save a payment method that came to an outcome, by outcome"),
          Map.entry(
              "paydesk.refund.rate.permille",
              "Refunded payments in per thousand of those that succeeded; NaN while there are too"
                  + " few"),
          Map.entry(
              "paydesk.refunds", "Refunds that came to an outcome, by outcome, origin and mode"),
          Map.entry(
              "paydesk.stream.behind.seconds",
              "For how long the feed could not read the tables, in seconds. Be alerted above 10"),
          Map.entry("paydesk.stream.changes", "Changes that the feed read, by table"),
          Map.entry(
              "paydesk.stream.listening",
              "1 while the connection that listens is up. At 0 changes come up to a second late: be"
                  + " alerted after some minutes"),
          Map.entry("paydesk.stream.looks", "Reads of the feed"),
          Map.entry(
              "paydesk.stream.oldest.writer.seconds",
              "Age of the oldest open writing transaction, in seconds. Be alerted above 60:"
                  + " somebody left one open"),
          Map.entry("paydesk.stream.pages", "Pages that were read for readers who had to catch up"),
          Map.entry("paydesk.streams.ended", "Streams that ended, by reason"),
          Map.entry("paydesk.streams.open", "Streams that are open"),
          Map.entry("paydesk.stripe.calls", "Calls to Stripe, by operation and outcome"),
          Map.entry("paydesk.stripe.calls.active", "Calls to Stripe in flight"),
          Map.entry("paydesk.stripe.calls.queued", "Calls to Stripe that wait for a thread"),
          Map.entry(
              "paydesk.stripe.silent.seconds",
              "For how long all threads have waited for Stripe without one answer, in seconds."
                  + " Above PAYDESK_STRIPE_TIMEOUT the process is not ready"),
          Map.entry("paydesk.webhooks", "Deliveries of Stripe, by result"));

  /** By the meters' names in the code, sorted. */
  public static Map<String, String> meanings() {
    return new TreeMap<>(MEANINGS);
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    var meaning = MEANINGS.get(id.getName());
    return meaning == null
        ? id
        : new Meter.Id(
            id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), meaning, id.getType());
  }
}
