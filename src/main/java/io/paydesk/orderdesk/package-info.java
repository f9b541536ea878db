/** What is done to a whole order: cancel, resolve. */
@NullMarked
package io.paydesk.orderdesk;

import org.jspecify.annotations.NullMarked;
