/** Amounts in minor units, and what Stripe says of currencies. */
@NullMarked
package io.paydesk.money;

import org.jspecify.annotations.NullMarked;
