package io.paydesk.key;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What whoever has a link, and nobody else, was given to pay with. They see the papers of that, and
 * of nothing else: Stripe's show the payer's mail address and the last digits of the card.
 *
 * @param given by the id of the PaymentIntent or the checkout session
 */
public record PaidByLink(Map<String, Given> given) {

  /**
   * @param attempts how often Stripe had charged the invoice by itself
   * @param at since when, by Stripe's clock
   */
  record Given(long attempts, Instant at) {}

  /**
   * @param id of an intent or a session; null while there is none
   */
  public boolean has(@Nullable String id) {
    return id != null && given.containsKey(id);
  }

  /**
   * Whether an invoice was paid by who has the link, and not by Stripe with the owner's card: since
   * they were given the secret, Stripe has not charged it by itself. Stripe counts the first
   * attempt and its own later ones, and of payers' attempts the first alone.
   *
   * @param attempts Stripe's {@code attempt_count} once it was paid; null where it is not known
   * @param chargedAt when the charge was made that paid; null where it is not known
   * @see <a
   *     href="https://docs.stripe.com/api/invoices/object#invoice_object-attempt_count">attempts of
   *     invoices</a>
   */
  public boolean hasInvoice(
      @Nullable String intent, @Nullable Long attempts, @Nullable Instant chargedAt) {
    var its = intent == null ? null : given.get(intent);
    return its != null
        && attempts != null
        && chargedAt != null
        && Math.max(1, its.attempts) == attempts
        && !chargedAt.isBefore(its.at);
  }
}
