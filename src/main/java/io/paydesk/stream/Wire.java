package io.paydesk.stream;

import io.vertx.core.buffer.Buffer;

/** The connection to one reader. Call it only on its event loop. */
interface Wire {

  /** About as much as is written to a connection at once. */
  int CHUNK = 16 * 1024;

  /** Never fails: a reader who has gone reads nothing. */
  void write(Buffer bytes);

  /** Whether the reader has still to take what was written. */
  boolean isFull();

  /** How long nothing was written. */
  long silentNanos();

  /** Closes it in order, after what was written. */
  void end();

  /** Closes it without waiting for anything. */
  void cut();
}
