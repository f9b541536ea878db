/** Refusals and failures as problem+json. */
@NullMarked
package io.paydesk.problem;

import org.jspecify.annotations.NullMarked;
