package io.paydesk.changed;

/**
 * Fired as a CDI event after a transaction of ours that may have changed rows was committed, never
 * before.
 */
public record RowsCommitted() {}
