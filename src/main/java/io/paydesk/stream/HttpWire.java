package io.paydesk.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The connection of an HTTP response, with a bounded buffer. */
final class HttpWire implements Wire {

  /** What may wait in memory for a reader who is slower than we are. */
  private static final int MOST_BUFFERED = 2 * CHUNK;

  private final HttpConnection connection;
  private final HttpServerResponse response;
  private long lastWrite = System.nanoTime();

  HttpWire(HttpServerRequest request) {
    this.connection = request.connection();
    this.response = request.response().setChunked(true).setWriteQueueMaxSize(MOST_BUFFERED);
  }

  void whenEmptier(Runnable goOn) {
    response.drainHandler(ignored -> goOn.run());
  }

  private boolean isOpen() {
    return !response.ended() && !response.closed();
  }

  @Override
  public void write(Buffer bytes) {
    if (isOpen()) {
      lastWrite = System.nanoTime();
      response.write(bytes);
    }
  }

  @Override
  public boolean isFull() {
    return isOpen() && response.writeQueueFull();
  }

  @Override
  public long silentNanos() {
    return System.nanoTime() - lastWrite;
  }

  @Override
  public void end() {
    if (isOpen()) {
      response.end();
    }
  }

  @Override
  public void cut() {
    if (!response.reset()) {
      // It has ended already, but its last bytes are not taken.
      connection.close();
    }
  }
}
