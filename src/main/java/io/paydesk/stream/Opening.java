package io.paydesk.stream;

import java.time.Instant;

/**
 * A stream that somebody may open; {@link ChangeStreamWriter} opens it.
 *
 * @param since from where on changes are told; null where a named stream shows its rows anyway
 * @param until when the right to it ends
 */
public record Opening(Interest interest, Horizon since, Instant until) {}
