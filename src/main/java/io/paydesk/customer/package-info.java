/** Stripe's customer of each user. */
@NullMarked
package io.paydesk.customer;

import org.jspecify.annotations.NullMarked;
