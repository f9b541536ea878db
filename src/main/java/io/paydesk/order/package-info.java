/** What somebody owes, and how far it is paid. */
@NullMarked
package io.paydesk.order;

import org.jspecify.annotations.NullMarked;
