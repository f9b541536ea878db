/** What an operator should look at, and when it began and ended. */
@NullMarked
package io.paydesk.alert;

import org.jspecify.annotations.NullMarked;
