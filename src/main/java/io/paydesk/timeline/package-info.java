/** The whole history of an order, and of all that belongs to it, in sentences. */
@NullMarked
package io.paydesk.timeline;

import org.jspecify.annotations.NullMarked;
