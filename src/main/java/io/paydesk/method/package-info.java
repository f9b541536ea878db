/** Payment methods that payers have saved at Stripe. */
@NullMarked
package io.paydesk.method;

import org.jspecify.annotations.NullMarked;
