/** Traces and the ids in log lines. */
@NullMarked
package io.paydesk.trace;

import org.jspecify.annotations.NullMarked;
