/** The name and the looks that pages and letters bear. */
@NullMarked
package io.paydesk.brand;

import org.jspecify.annotations.NullMarked;
