package io.paydesk.stream;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A part of what a stream catches up with.
 *
 * @param reset whether what the reader had seen is no past of this database
 * @param next the place behind which the next page begins; null on the last
 */
record StreamPage(boolean reset, List<Change> changes, Place next) {

  /**
   * A stream's question for one.
   *
   * @param since what the reader had seen; null where the page does not depend on it
   */
  record Request(ChangeStream stream, Place from, Horizon since, AtomicBoolean triedBefore) {

    Request(ChangeStream stream, Place from, Horizon since) {
      this(stream, from, since, new AtomicBoolean());
    }
  }
}
