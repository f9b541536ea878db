package io.paydesk.stripe;

/**
 * Stripe ids that a client sends us. The id of a price is not always Stripe's: a price that was
 * made as a plan has an id that the shop chose, such as {@code gold-monthly} or {@code
 * plan:2014.v2}.
 *
 * @see <a href="https://docs.stripe.com/api/plans/create">Plans, whose id may be chosen</a>
 */
public final class StripeId {

  /**
   * The characters that a path may have unescaped, by RFC 3986, which are safe in a log line too;
   * but not the two names that a path would resolve.
   */
  public static final String PATTERN = "^(?!\\.{1,2}$)[A-Za-z0-9._~!$&'()*+,;=:@-]{1,255}$";

  public static final String MESSAGE = "must be the id of a price at Stripe, such as price_123";

  private StripeId() {}
}
