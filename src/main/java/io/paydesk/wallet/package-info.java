/** The domains on which Stripe shows wallets: Apple Pay, Google Pay, Link and their like. */
@NullMarked
package io.paydesk.wallet;

import org.jspecify.annotations.NullMarked;
