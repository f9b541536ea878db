/** Refunds: the decision, the request, and what came of it. */
@NullMarked
package io.paydesk.refund;

import org.jspecify.annotations.NullMarked;
