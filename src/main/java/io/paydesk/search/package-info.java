/** Finds rows by whatever a person has of them: an id, an e-mail address, a name, an amount. */
@NullMarked
package io.paydesk.search;

import org.jspecify.annotations.NullMarked;
