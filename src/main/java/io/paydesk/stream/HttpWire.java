package io.paydesk.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** The connection of an HTTP response, with a bounded buffer. */
final class HttpWire implements Wire {

  /** The most that waits in memory for a reader who is slower than we are. */
  private static final int MOST_BUFFERED = 2 * CHUNK;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private long lastWrite = System.nanoTime();

  HttpWire(HttpServerRequest request) {
    this.request = request;
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

  /** An ordinary close waits for the earlier writes, which never end. */
  @Override
  public void cut() {
    if (request.version() == HttpVersion.HTTP_2) {
      response.reset();
    } else {
      var channel = ((ConnectionBase) request.connection()).channel();
      channel.unsafe().close(channel.voidPromise());
    }
  }
}
