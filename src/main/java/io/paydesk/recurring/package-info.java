/** Subscriptions, their invoices, and the access that they give. */
@NullMarked
package io.paydesk.recurring;

import org.jspecify.annotations.NullMarked;
