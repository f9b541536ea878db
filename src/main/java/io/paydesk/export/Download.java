package io.paydesk.export;

import io.paydesk.export.Export.Next;
import io.paydesk.export.Export.Part;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the parts of a file as fast as the client takes them: the next one is read once the one
 * before is on its way, so a slow client costs no more memory than a fast one. Call it on the
 * client's event loop only.
 */
final class Download {

  private static final Logger LOG = Logger.getLogger(Download.class);

  /** The client's connection. */
  interface Line {

    /** Never fails: who has gone takes nothing. */
    void write(byte[] bytes);

    /** Whether the client has still to take what was written. */
    boolean isFull();

    /** Whether the client has gone. */
    boolean isClosed();

    /** Says that the file is complete. */
    void end();

    /** Ends the connection so that nobody takes the file for complete. */
    void cut();
  }

  /** Reads a part beside the event loop's work; its result returns to the event loop. */
  interface Reader {
    Uni<Part> read(Next next);
  }

  private final String name;
  private final Line line;
  private final Reader reader;
  private final Runnable whenOver;
  private @Nullable Next next;
  private boolean reading;
  private boolean over;

  /**
   * @param whenOver called once, however it ends
   */
  Download(String name, Line line, Reader reader, Runnable whenOver) {
    this.name = name;
    this.line = line;
    this.reader = reader;
    this.whenOver = whenOver;
  }

  /** Sends a part, and goes on if the client keeps up. */
  void send(Part part) {
    if (over) {
      return;
    }
    next = part.next();
    reading = true; // a write may find room at once, and say so before it returns
    line.write(part.bytes());
    reading = false;
    if (next == null) {
      close();
      line.end();
    } else {
      goOn();
    }
  }

  /** Reads the next part unless one is on its way, or the client has enough for now. */
  void goOn() {
    if (over || reading || next == null) {
      return;
    }
    if (line.isClosed()) {
      close();
    } else if (!line.isFull()) {
      reading = true;
      reader.read(next).subscribe().with(this::send, this::fail);
    }
  }

  private void fail(Throwable failure) {
    LOG.errorf(failure, "The export %s ended before its last row: its connection was cut", name);
    cut();
  }

  /** For a client that takes nothing, or has gone. */
  void cut() {
    if (!over) {
      close();
      line.cut();
    }
  }

  private void close() {
    over = true;
    whenOver.run();
  }
}
