/** A request that comes again with its Idempotency-Key gets the answer of the first. */
@NullMarked
package io.paydesk.idempotency;

import org.jspecify.annotations.NullMarked;
