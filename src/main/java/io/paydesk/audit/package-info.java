/** Who did what, when, from where. */
@NullMarked
package io.paydesk.audit;

import org.jspecify.annotations.NullMarked;
