package io.paydesk.problem;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * Stands between an HTTP/2 connection and Vert.x, which would never answer a request whose address
 * cannot be decoded.
 */
@RegisterForReflection
final class FrameDoor extends Http2FrameListenerDecorator {

  private final Http2ConnectionHandler frames;

  FrameDoor(Http2ConnectionHandler frames) {
    super(frames.decoder().frameListener());
    this.frames = frames;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext reader, int request, Http2Headers headers, int padding, boolean whole)
      throws Http2Exception {
    if (mayEnter(reader, request, headers)) {
      super.onHeadersRead(reader, request, headers, padding, whole);
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext reader,
      int request,
      Http2Headers headers,
      int dependsOn,
      short weight,
      boolean exclusive,
      int padding,
      boolean whole)
      throws Http2Exception {
    if (mayEnter(reader, request, headers)) {
      super.onHeadersRead(reader, request, headers, dependsOn, weight, exclusive, padding, whole);
    }
  }

  private boolean mayEnter(ChannelHandlerContext reader, int request, Http2Headers headers) {
    boolean garbled =
        headers.path() != null && ConnectionWatch.isGarbled(headers.path().toString());
    if (garbled) {
      refuse(frames, reader, request, HttpProblems.of(400));
    }
    return !garbled;
  }

  /** Answers without Vert.x, and ends the request. */
  static void refuse(
      Http2ConnectionHandler frames, ChannelHandlerContext reader, int request, Refusal refusal) {
    var body = new JsonObject(refusal.body()).encode().getBytes(StandardCharsets.UTF_8);
    var headers =
        new DefaultHttp2Headers()
            .status(Integer.toString(refusal.status()))
            .set("content-type", "application/problem+json")
            .setInt("content-length", body.length);
    var writer = frames.encoder();
    writer.writeHeaders(reader, request, headers, 0, false, reader.newPromise());
    writer.writeData(reader, request, Unpooled.wrappedBuffer(body), 0, true, reader.newPromise());
    // A reset discards what is not sent yet.
    frames.flush(reader);
    end(frames, reader, request);
  }

  static void end(Http2ConnectionHandler frames, ChannelHandlerContext reader, int request) {
    frames.resetStream(reader, request, Http2Error.NO_ERROR.code(), reader.newPromise());
    frames.flush(reader);
  }
}
