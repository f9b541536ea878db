package io.paydesk.refund;

import io.paydesk.stripe.RefundSnapshot;
import io.paydesk.trace.Trail;
import java.util.Collection;

/**
 * What there is to say of one payment's refunds.
 *
 * @param seen in any order, of any age, also several of one refund
 * @param complete whether it is all that Stripe has, asked for just now
 * @param trail of who tells
 */
public record RefundNews(Collection<RefundSnapshot> seen, boolean complete, Trail trail) {}
