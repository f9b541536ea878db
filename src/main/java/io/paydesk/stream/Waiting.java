package io.paydesk.stream;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a reader has not been sent yet: the newest state of each row. Too many rows are all dropped;
 * then only the fact that something was lost is kept, and the rows must be read again.
 */
final class Waiting {

  /** More rows than a page has, so that a reader who is a little late stays live. */
  static final int MOST = 500;

  private final Map<RowKey, Change> rows = new LinkedHashMap<>();
  private boolean lost;

  /** Whether the reader has been sent everything. */
  boolean isNothing() {
    return rows.isEmpty() && !lost;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  boolean isLost() {
    return lost;
  }

  int size() {
    return rows.size();
  }

  void put(Change change) {
    if (lost) {
      return;
    }
    var known = rows.get(change.key());
    if (known == null || known.version() < change.version()) {
      rows.put(change.key(), change);
    }
    if (rows.size() > MOST) {
      lose();
    }
  }

  /**
   * A state that a page has is about to be sent.
   *
   * @return whether it may be: not if the same or a newer one waits
   */
  boolean giveWayTo(Change read) {
    var known = rows.get(read.key());
    if (known != null && known.version() >= read.version()) {
      return false;
    }
    rows.remove(read.key());
    return true;
  }

  void lose() {
    rows.clear();
    lost = true;
  }

  void clear() {
    rows.clear();
    lost = false;
  }

  /**
   * Takes some changes out, those that wait longest first.
   *
   * @param id is sent with the last one that waits
   */
  Buffer chunk(Horizon id) {
    var changes = rows.values().iterator();
    var first = take(changes);
    if (!changes.hasNext()) {
      return first.bytes(id);
    }
    var chunk = Buffer.buffer().appendBuffer(first.bytes());
    while (changes.hasNext() && chunk.length() < Wire.CHUNK) {
      var change = take(changes);
      chunk.appendBuffer(changes.hasNext() ? change.bytes() : change.bytes(id));
    }
    return chunk;
  }

  private static Change take(Iterator<Change> changes) {
    var change = changes.next();
    changes.remove();
    return change;
  }
}
