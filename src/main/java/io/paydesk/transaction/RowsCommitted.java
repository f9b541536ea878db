package io.paydesk.transaction;

/**
 * A CDI event, fired after the commit of a transaction that may have changed rows, never before.
 *
 * @param followed whether there are runs to begin
 */
public record RowsCommitted(boolean followed) {}
