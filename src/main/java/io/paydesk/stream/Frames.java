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

  /** An empty comment, so that proxies keep the connection open. */
  static Buffer comment() {
    // Not a constant: constants are built into a native image, which cannot hold a buffer.
    return Buffer.buffer(":\n\n");
  }

  /** What was missed is not known: the reader must read what it shows again through REST. */
  static Buffer reset() {
    return event("reset", because("unknown-last-event-id"));
  }

  /**
   * A whole event; the reader keeps its last id.
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

  /** How far the stream has come, without an event. */
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

  /**
   * Before the first event: how long the reader waits before it comes back after a broken
   * connection.
   */
  static Buffer opening(long retryMillis) {
    return Buffer.buffer("retry: " + retryMillis + "\n\n");
  }
}
