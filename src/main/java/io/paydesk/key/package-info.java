/** Keys of those who call this service, and short-lived tokens of payers. */
@NullMarked
package io.paydesk.key;

import org.jspecify.annotations.NullMarked;
