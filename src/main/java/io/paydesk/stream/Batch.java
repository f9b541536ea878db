package io.paydesk.stream;

import java.util.List;

/**
 * What one look at the tables found, for all streams.
 *
 * @param horizon up to where this batch completes those before it
 * @param kind whether it has all changes
 */
record Batch(Horizon horizon, List<Change> changes, Kind kind) {

  enum Kind {
    /** All changes since the batch before. */
    COMPLETE,
    /** There are too many changes: each stream reads its own part. */
    TOO_MUCH,
    /** The database is not the one of the batch before, so what changed in between is not known. */
    ANOTHER_DATABASE
  }
}
