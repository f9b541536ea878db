package io.paydesk.webhook.callback;

import io.paydesk.stripe.FailedTry;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.webhook.callback.Subscribers.Clue;
import java.util.UUID;

/**
 * What Stripe answered about an event's intent.
 *
 * @param seen the intent itself; null where it was not asked for
 * @param invoice that it pays; null where it pays none, or nobody had to ask
 * @param failed the try that a thin event tells of; null where the event has it in itself
 */
public record IntentNews(
    Seen<PaymentIntentSnapshot> seen, InvoiceSnapshot invoice, FailedTry failed) {

  static final IntentNews NONE = new IntentNews(null, null, null);

  static IntentNews of(Seen<PaymentIntentSnapshot> seen) {
    return new IntentNews(seen, null, null);
  }

  static IntentNews of(InvoiceSnapshot itPays) {
    return new IntentNews(null, itPays, null);
  }

  IntentNews with(FailedTry its) {
    return new IntentNews(seen, invoice, its);
  }

  /** Whose invoice it is, as far as that is known. */
  Clue invoiceClue(UUID installation) {
    return invoice == null
        ? new Clue(null, null, null)
        : new Clue(
            Installation.rowOf(installation, invoice.subscriptionMetadata()),
            invoice.subscriptionId(),
            null);
  }
}
