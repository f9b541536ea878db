package io.paydesk.refund;

import io.paydesk.stripe.RefundSnapshot;
import java.util.Collection;

/**
 * What there is to say of one payment's refunds.
 *
 * @param seen in any order, of any age, also several of one refund
 * @param complete whether all that Stripe has is among it
 */
public record RefundNews(Collection<RefundSnapshot> seen, boolean complete) {}
