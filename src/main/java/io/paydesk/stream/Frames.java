package io.paydesk.stream;

import io.vertx.core.buffer.Buffer;

/**
 * Events as bytes.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class Frames {

  private Frames() {}

  /** Says nothing, so that whatever is between keeps the connection open. */
  static Buffer comment() {
    // Not a constant: a native image is built with those in it, and cannot hold a buffer.
    return Buffer.buffer(":\n\n");
  }

  /** What was missed cannot be told: the reader has to read through REST what it shows. */
  static Buffer reset() {
    return event("reset", because("unknown-last-event-id"));
  }

  /**
   * A whole event, which leaves the reader's last id as it is.
   *
   * @param json on one line
   */
  static Buffer event(String name, String json) {
    return Buffer.buffer("event: " + name + "\ndata: " + json + "\n\n");
  }

  /** The same event, with an id. */
  static Buffer withId(Buffer event, Horizon id) {
    return Buffer.buffer(event.length() + 64)
        .appendBuffer(event.slice(0, event.length() - 1))
        .appendString("id: " + id + "\n\n");
  }

  /** How far the stream has come, where no event tells it. */
  static Buffer id(Horizon id) {
    return Buffer.buffer("id: " + id + "\n\n");
  }

  static Buffer heartbeat(Horizon id) {
    return Buffer.buffer(":\nid: " + id + "\n\n");
  }

  /** The last event. */
  static Buffer end(EndReason reason) {
    return event("end", because(reason.text()));
  }

  private static String because(String reason) {
    return "{\"reason\":\"" + reason + "\"}";
  }

  /** Before the first event: how long to wait before coming back after a cut. */
  static Buffer opening(long retryMillis) {
    return Buffer.buffer("retry: " + retryMillis + "\n\n");
  }
}
