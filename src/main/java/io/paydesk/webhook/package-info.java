/** The inbox: Stripe's events are verified, stored, and then applied. */
@NullMarked
package io.paydesk.webhook;

import org.jspecify.annotations.NullMarked;
