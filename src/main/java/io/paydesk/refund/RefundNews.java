package io.paydesk.refund;

import io.paydesk.stripe.RefundSnapshot;
import java.util.Collection;

/**
 * What there is to say of one payment's refunds.
 *
 * @param seen in any order, of any age, also several of one refund
 * @param complete whether it is all that Stripe has, asked for just now
 */
public record RefundNews(Collection<RefundSnapshot> seen, boolean complete) {}
