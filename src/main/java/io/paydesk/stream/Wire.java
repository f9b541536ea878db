package io.paydesk.stream;

import io.vertx.core.buffer.Buffer;

/** The connection to one reader. Used on its event loop alone. */
interface Wire {

  /** About as much as is handed to a connection at once. */
  int CHUNK = 16 * 1024;

  /** Never fails: a reader who has gone reads nothing. */
  void write(Buffer bytes);

  /** Whether the reader has not taken yet what was written. */
  boolean isFull();

  /** How long nothing was written. */
  long silentNanos();

  /** Ends it in order, behind what was written. */
  void end();

  /** Without a goodbye. */
  void cut();
}
