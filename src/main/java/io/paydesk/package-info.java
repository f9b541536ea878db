/** A self-hosted Stripe payments service. */
@NullMarked
package io.paydesk;

import org.jspecify.annotations.NullMarked;
