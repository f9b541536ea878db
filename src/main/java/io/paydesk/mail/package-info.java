/** Receipts by mail. */
@NullMarked
package io.paydesk.mail;

import org.jspecify.annotations.NullMarked;
