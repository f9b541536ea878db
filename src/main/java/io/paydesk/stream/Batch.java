package io.paydesk.stream;

import java.util.List;

/**
 * What one look at the tables found, for every stream.
 *
 * @param horizon up to where this batch, with those before it, is complete
 * @param kind whether the changes are all there
 */
record Batch(Horizon horizon, List<Change> changes, Kind kind) {

  enum Kind {
    /** All that has changed since the batch before. */
    COMPLETE,
    /** Too much has changed since: each stream reads its own part. */
    TOO_MUCH,
    /** The database is another one than before, so nothing is known of what came between. */
    ANOTHER_DATABASE
  }
}
