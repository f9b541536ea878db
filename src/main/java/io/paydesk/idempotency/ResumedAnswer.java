package io.paydesk.idempotency;

import io.smallrye.mutiny.Uni;

/** Goes on from the row that an earlier request with the key made. */
@FunctionalInterface
public interface ResumedAnswer {

  /**
   * @param claim for a row that is made anew, because nobody was ever answered about that one
   */
  Uni<ApiAnswer> from(long rowId, Claim claim);
}
