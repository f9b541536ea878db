/** Everything that is said to Stripe, and what Stripe says. */
@NullMarked
package io.paydesk.stripe;

import org.jspecify.annotations.NullMarked;
