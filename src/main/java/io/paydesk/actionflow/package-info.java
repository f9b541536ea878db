/** The app's own logic: runs of its beans and deliveries to its addresses, once per transition. */
@NullMarked
package io.paydesk.actionflow;

import org.jspecify.annotations.NullMarked;
