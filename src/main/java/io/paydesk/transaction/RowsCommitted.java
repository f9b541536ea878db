package io.paydesk.transaction;

/**
 * Fired as a CDI event after a transaction of ours that may have changed rows was committed, never
 * before.
 *
 * @param followed whether logic of the app's own is to follow
 */
public record RowsCommitted(boolean followed) {}
