/** Stripe's own pages and forms: how an order is paid by a Checkout Session. */
@NullMarked
package io.paydesk.checkout;

import org.jspecify.annotations.NullMarked;
