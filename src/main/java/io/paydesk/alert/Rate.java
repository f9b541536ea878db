package io.paydesk.alert;

/**
 * A part of the payments that succeeded. Both numbers are of the same window, {@code $1} to {@code
 * $2}, and not of the same payments: an old payment that is refunded now is news of now. So a rate
 * may be above the whole.
 *
 * <p>A refund counts from when it was begun here, or first told by Stripe, and a dispute from when
 * Stripe opened it. Of a payment only the time is kept at which it was begun, so it counts from
 * then on, once it has succeeded.
 */
enum Rate {
  /** Payments of which something went back, or is on its way. */
  REFUNDS(
      """
      select count(distinct payment_id) from refund
      where status in ('pending', 'succeeded') and created_at > $1 and created_at <= $2
      """),

  /** Inquiries are none yet: no money was taken, and card networks do not count them. */
  DISPUTES(
      """
      select count(*) from dispute
      where opened_at > $1 and opened_at <= $2 and left(status, 8) <> 'warning_'
      """);

  private static final String SUCCEEDED =
      """
      select count(*) from payment
      where status in ('succeeded', 'partially_refunded', 'refunded') and created_at > $1 and created_at <= $2
      """;

  private final String numbers;

  Rate(String part) {
    // Materialized, or each mention of a number would count it anew.
    numbers =
        "with numbers as materialized (select (%s) as part, (%s) as whole)"
            .formatted(part, SUCCEEDED);
  }

  /** A rule's SQL: at least {@code $3} of {@code scale}, among no fewer than {@code least}. */
  String above(int scale, long least) {
    return """
        %2$s
        select '' as subject, part * %1$d / whole as observed from numbers
        where whole >= %3$d and part * %1$d >= $3 * whole
        """
        .formatted(scale, numbers, least);
  }

  /** Null while no payment has succeeded. */
  String perMille() {
    return numbers + " select part * 1000 / nullif(whole, 0) as rate from numbers";
  }
}
