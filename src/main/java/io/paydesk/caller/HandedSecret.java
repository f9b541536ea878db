package io.paydesk.caller;

import org.jspecify.annotations.Nullable;

/**
 * Says of which PaymentIntent or checkout session an answer gives away the client secret or the
 * address, and not the secret.
 *
 * @param opens Stripe's id of the intent or the session
 * @param attempts how often Stripe has charged its invoice by itself; 0 without an invoice
 * @param paidByHolders whether no one can pay it from now on but who has the secret, as far as
 *     {@code attempts} stays
 */
public record HandedSecret(String opens, long attempts, boolean paidByHolders) {

  /** Stripe's secrets begin with the id of what they open. */
  private static final String SECRET = "_secret_";

  private static final String PAYMENT_INTENT = "pi_";

  /** Null where it is no PaymentIntent's: a card that is only saved has no papers. */
  public static @Nullable HandedSecret of(
      @Nullable String clientSecret, long attempts, boolean paidByHolders) {
    if (clientSecret == null || !clientSecret.startsWith(PAYMENT_INTENT)) {
      return null;
    }
    int end = clientSecret.indexOf(SECRET);
    return end < 0
        ? null
        : new HandedSecret(clientSecret.substring(0, end), attempts, paidByHolders);
  }
}
