/** Who calls, and whose rows they may see. */
@NullMarked
package io.paydesk.caller;

import org.jspecify.annotations.NullMarked;
