package io.paydesk.export;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The connection of an HTTP response, with a bounded buffer. */
final class HttpLine implements Download.Line {

  /** Once this much waits for the client, no further row is read. */
  private static final int FULL_AT = 64 * 1024;

  private final HttpServerResponse response;
  private long taken;

  HttpLine(HttpServerRequest request) {
    this.response = request.response().setChunked(true).setWriteQueueMaxSize(FULL_AT);
  }

  /** Goes on whenever the client has taken enough, and gives up once it has had long enough. */
  void watch(Download download, Vertx vertx) {
    response.drainHandler(
        ignored -> {
          taken++;
          download.goOn();
        });
    var patience = new Patience();
    vertx.setPeriodic(
        Patience.MILLIS,
        timer -> {
          if (isClosed()) {
            vertx.cancelTimer(timer);
          } else if (patience.isAtItsEnd(taken, response.writeQueueFull())) {
            vertx.cancelTimer(timer);
            download.cut();
          }
        });
  }

  @Override
  public void write(byte[] bytes) {
    if (!isClosed()) {
      response.write(Buffer.buffer(bytes));
    }
  }

  @Override
  public boolean isFull() {
    return !isClosed() && response.writeQueueFull();
  }

  @Override
  public boolean isClosed() {
    return response.ended() || response.closed();
  }

  @Override
  public void end() {
    if (!isClosed()) {
      response.end();
    }
  }

  @Override
  public void cut() {
    if (!isClosed()) {
      response.reset();
    }
  }
}
