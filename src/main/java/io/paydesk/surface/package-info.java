/** Where a payer goes on at Stripe, for how long, and where they may be sent afterwards. */
@NullMarked
package io.paydesk.surface;

import org.jspecify.annotations.NullMarked;
