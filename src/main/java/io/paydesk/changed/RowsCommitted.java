package io.paydesk.changed;

/**
 * Fired as a CDI event after a transaction of ours that may have changed rows was committed, never
 * before.
 *
 * @param withTransitions whether it brought about what the app may follow with logic of its own
 */
public record RowsCommitted(boolean withTransitions) {}
