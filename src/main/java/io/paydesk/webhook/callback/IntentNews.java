package io.paydesk.webhook.callback;

import io.paydesk.payment.PaymentAtStripe;
import io.paydesk.stripe.FailedTry;
import io.paydesk.stripe.Installation;
import io.paydesk.stripe.InvoiceSnapshot;
import io.paydesk.stripe.PaymentIntentSnapshot;
import io.paydesk.stripe.Seen;
import io.paydesk.webhook.callback.Subscribers.Clue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's answer about an event's intent.
 *
 * @param seen the intent; null where Stripe was not asked for it
 * @param invoice that it pays; null where it pays none, or Stripe was not asked
 * @param failed the attempt that a thin event reports; null where the event contains it
 * @param checkout the session that made it, with the intent; null where none did, or Stripe was not
 *     asked
 */
public record IntentNews(
    @Nullable Seen<PaymentIntentSnapshot> seen,
    @Nullable InvoiceSnapshot invoice,
    @Nullable FailedTry failed,
    @Nullable Seen<PaymentAtStripe> checkout) {

  static final IntentNews NONE = new IntentNews(null, null, null, null);

  static IntentNews of(Seen<PaymentIntentSnapshot> seen) {
    return new IntentNews(seen, null, null, null);
  }

  static IntentNews of(InvoiceSnapshot itPays) {
    return new IntentNews(null, itPays, null, null);
  }

  static IntentNews ofCheckout(Seen<PaymentAtStripe> checkout) {
    return new IntentNews(null, null, null, checkout);
  }

  IntentNews with(FailedTry its) {
    return new IntentNews(seen, invoice, its, checkout);
  }

  /** What is known about the invoice's subscription. */
  Clue invoiceClue(UUID installation) {
    if (invoice == null) {
      return new Clue(null, null, null);
    }
    return new Clue(
        Installation.rowOf(installation, invoice.subscriptionMetadata()),
        invoice.subscriptionId(),
        null);
  }
}
