package io.paydesk.alert;

/**
 * A share of the payments that succeeded. Both numbers are from the same window, {@code $1} to
 * {@code $2}, but not of the same payments: the refund of an old payment counts now. So a rate may
 * exceed 100 percent.
 *
 * <p>A refund counts from when it was begun here or Stripe first reported it, a dispute from when
 * Stripe opened it. A payment counts from when it was begun, once it has succeeded: no other time
 * of it is kept.
 */
enum Rate {
  /** Payments that are refunded, in part or in full, or soon will be. */
  REFUNDS(
      """
      select count(distinct payment_id) from refund
      where status in ('pending', 'succeeded') and created_at > $1 and created_at <= $2
      """),

  /** Without inquiries: no money was taken, and card networks do not count them. */
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
    // Materialized; otherwise each mention of a number would count it again.
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
