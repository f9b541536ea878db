/** How rows are listed: filtered, sorted, page by page. */
@NullMarked
package io.paydesk.listing;

import org.jspecify.annotations.NullMarked;
