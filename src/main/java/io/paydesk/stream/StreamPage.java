package io.paydesk.stream;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One of the pages with which a stream catches up.
 *
 * @param reset whether what the reader had seen is not of this database's past
 * @param next where the next page begins; null on the last
 */
record StreamPage(boolean reset, List<Change> changes, @Nullable Place next) {

  /**
   * A stream's request for a page.
   *
   * @param since what the reader had seen; null where the page does not depend on it
   */
  record Request(
      ChangeStream stream, Place from, @Nullable Horizon since, AtomicBoolean triedBefore) {

    Request(ChangeStream stream, Place from, @Nullable Horizon since) {
      this(stream, from, since, new AtomicBoolean());
    }
  }
}
