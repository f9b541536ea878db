package io.paydesk.stripe;

/**
 * What came of a call to Stripe. There are three answers and not two: a call whose answer never
 * came has perhaps been carried out, so it is neither done nor refused.
 *
 * @see <a href="https://docs.stripe.com/error-low-level">docs.stripe.com/error-low-level</a>
 */
public sealed interface StripeOutcome<T> {

  /** Stripe carried it out. */
  record Done<T>(T value) implements StripeOutcome<T> {}

  /**
   * Stripe said no and did nothing.
   *
   * @param code Stripe's code, such as {@code amount_too_small}; may be null
   * @param declineCode the bank's reason for a card, such as {@code insufficient_funds}; may be
   *     null
   * @param message Stripe's sentence
   * @param status the HTTP status
   */
  record Refused<T>(String code, String declineCode, String message, int status)
      implements StripeOutcome<T> {}

  /**
   * Nobody here knows whether it was carried out.
   *
   * @param why a few words without ids or keys
   * @param spentKey the idempotency key is of no more use, as Stripe answers with a stored error:
   *     only a listing can tell
   */
  record Unknown<T>(String why, boolean spentKey) implements StripeOutcome<T> {}

  /**
   * What a listing without a result says about the object that was looked for: whatever went wrong,
   * nothing.
   */
  default <R> StripeOutcome<R> asInconclusive() {
    return this instanceof Unknown<T> unknown
        ? new Unknown<>(unknown.why(), unknown.spentKey())
        : new Unknown<>("the listing was refused", false);
  }

  /**
   * Whether it is Stripe's own word that something which the call named is not there. A 404 alone
   * may be a proxy's.
   */
  default boolean saysThatItIsMissing() {
    return this instanceof Refused<T> refused && "resource_missing".equals(refused.code());
  }
}
