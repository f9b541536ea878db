/** Sessions, transactions, and the transitions that they commit. */
@NullMarked
package io.paydesk.transaction;

import org.jspecify.annotations.NullMarked;
