/** The page on which a payer pays one order and follows its payment. */
@NullMarked
package io.paydesk.page;

import org.jspecify.annotations.NullMarked;
