package io.paydesk.stream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream that the caller may open; {@link ChangeStreamWriter} opens it.
 *
 * @param since where changes begin; null where a named stream shows its rows anyway
 * @param until when the right to it ends
 */
public record Opening(Interest interest, @Nullable Horizon since, Instant until) {}
