package io.paydesk.idempotency;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answers a repeat about what its first request asked of a row. */
@FunctionalInterface
public interface RepeatedAnswer {

  /**
   * @param askedAt null where the flow has named no time
   */
  Uni<ApiAnswer> about(long rowId, @Nullable Instant askedAt);
}
