/** One-time payments by PaymentIntents. */
@NullMarked
package io.paydesk.payment;

import org.jspecify.annotations.NullMarked;
