/**
 * One row with its whole history, as a page and beside its list. Each kind of row has a class that
 * reads it and brings it to one {@link io.paydesk.admin.row.RowPage}, which one template draws.
 */
@NullMarked
package io.paydesk.admin.row;

import org.jspecify.annotations.NullMarked;
