package io.paydesk.stripe;

/**
 * Ids of Stripe's objects that somebody sends us. Those of prices are not always Stripe's own
 * words: a price that was made as a plan has the id that its shop chose, such as {@code
 * gold-monthly} or {@code plan:2014.v2}.
 *
 * @see <a href="https://docs.stripe.com/api/plans/create">Plans, whose id may be chosen</a>
 */
public final class StripeId {

  /**
   * What may stand in a path as it is, by RFC 3986, and so in a log line too; but not the two names
   * that a path would resolve.
   */
  public static final String PATTERN = "^(?!\\.{1,2}$)[A-Za-z0-9._~!$&'()*+,;=:@-]{1,255}$";

  public static final String MESSAGE = "is the id of a price at Stripe, such as price_123";

  private StripeId() {}
}
