/** Everything of one payer. */
@NullMarked
package io.paydesk.people;

import org.jspecify.annotations.NullMarked;
