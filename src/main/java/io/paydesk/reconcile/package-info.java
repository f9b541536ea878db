/** Whatever asks Stripe again. */
@NullMarked
package io.paydesk.reconcile;

import org.jspecify.annotations.NullMarked;
