package io.paydesk.problem;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees the bytes of one connection before anything else reads them. It limits the time in which a
 * request must be complete. It also answers what cannot be parsed as a request, which the handlers
 * behind it never see. It leaves an HTTP/2 connection to {@link FrameWatch}.
 */
@RegisterForReflection
final class ConnectionWatch extends ChannelInboundHandlerAdapter {

  /** Vert.x's name for it. */
  private static final String DECODER = "httpDecoder";

  private static final String NAME = "paydesk-requests";

  private static final int LINGER = 2;

  private final Duration deadline;
  private final Requests requests = new Requests();

  ConnectionWatch(Duration deadline) {
    this.deadline = deadline;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    if (!(read instanceof ByteBuf bytes)) {
      context.fireChannelRead(read);
      return;
    }
    if (requests.refused) {
      bytes.release();
      return;
    }
    requests.begin(context);
    // Vert.x adds its HTTP decoder once it has seen the first bytes. Ours must stand behind the
    // decoder before a whole request has come through, so until then the bytes are passed on one by
    // one.
    while (!isSetUp(context) && bytes.readableBytes() > 1) {
      context.fireChannelRead(bytes.readRetainedSlice(1));
    }
    if (bytes.isReadable()) {
      isSetUp(context);
      context.fireChannelRead(bytes);
    } else {
      bytes.release();
    }
  }

  private boolean isSetUp(ChannelHandlerContext context) {
    var pipeline = context.pipeline();
    if (context.isRemoved() || pipeline.get(NAME) != null) {
      return true;
    }
    if (pipeline.get(Http2ConnectionHandler.class) != null) {
      FrameWatch.begin(pipeline, deadline);
      pipeline.remove(this);
      return true;
    }
    if (pipeline.get(DECODER) == null) {
      return false;
    }
    pipeline.addAfter(DECODER, NAME, requests);
    return true;
  }

  /** Vert.x removes it too, when a client upgrades to HTTP/2. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    requests.end();
    if (context.channel().isActive()) {
      FrameWatch.begin(context.pipeline(), deadline);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    requests.end();
    context.fireChannelInactive();
  }

  /** The connection's requests, behind the decoder. */
  @RegisterForReflection
  final class Requests extends ChannelDuplexHandler {

    private @Nullable ScheduledFuture<?> late;
    private boolean answered;
    private boolean refused;

    private void begin(ChannelHandlerContext connection) {
      if (late == null) {
        late =
            connection
                .executor()
                .schedule(() -> tooLate(connection), deadline.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    private void end() {
      if (late != null) {
        late.cancel(false);
        late = null;
      }
    }

    private void tooLate(ChannelHandlerContext connection) {
      var here = connection.pipeline().context(this);
      if (here == null || answered) {
        connection.close();
      } else {
        refuse(here, HttpProblems.of(408));
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
      var refusal = read instanceof HttpObject part ? refusal(part) : null;
      if (refusal != null) {
        ReferenceCountUtil.release(read);
        end();
        refuse(context, refusal);
        return;
      }
      if (read instanceof HttpRequest) {
        answered = false;
      }
      if (read instanceof LastHttpContent) {
        end();
      }
      context.fireChannelRead(read);
    }

    @Override
    public void write(ChannelHandlerContext context, Object answer, ChannelPromise promise) {
      answered = true;
      context.write(answer, promise);
    }

    /** Writes past Vert.x, which has seen no request, and closes the connection. */
    private void refuse(ChannelHandlerContext context, Refusal refusal) {
      var body = new JsonObject(refusal.body()).encode().getBytes(StandardCharsets.UTF_8);
      var head =
          "HTTP/1.1 %d %s\r\ncontent-type: application/problem+json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
              .formatted(refusal.status(), refusal.title(), body.length);
      refused = true;
      context
          .writeAndFlush(Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), body))
          .addListener(written -> hangUp(context.channel()));
    }

    /**
     * To close with unread input would reset the connection and lose the answer, so input is read
     * and dropped for a moment.
     */
    private void hangUp(Channel connection) {
      if (connection instanceof DuplexChannel halves
          && connection.pipeline().get(SslHandler.class) == null) {
        halves.shutdownOutput();
        connection.config().setAutoRead(true);
        connection.eventLoop().schedule(() -> connection.close(), LINGER, TimeUnit.SECONDS);
      } else {
        connection.close();
      }
    }
  }

  /** Null for what can be read. */
  private static @Nullable Refusal refusal(HttpObject part) {
    if (part.decoderResult().isFailure()) {
      var cause = part.decoderResult().cause();
      if (cause instanceof TooLongHttpLineException) {
        return HttpProblems.of(414);
      }
      return cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException
          ? HttpProblems.of(431)
          : HttpProblems.of(400);
    }
    if (part instanceof HttpRequest request) {
      var hosts = request.headers().getAll(HttpHeaderNames.HOST);
      boolean needsOne = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
      if (hosts.size() > 1 || needsOne && hosts.isEmpty() || isGarbled(request.uri())) {
        return HttpProblems.of(400);
      }
    }
    return null;
  }

  /** Whether a percent sign is not followed by two hexadecimal digits. */
  static boolean isGarbled(String uri) {
    for (int at = uri.indexOf('%'); at >= 0; at = uri.indexOf('%', at + 1)) {
      if (at + 2 >= uri.length()
          || Character.digit(uri.charAt(at + 1), 16) < 0
          || Character.digit(uri.charAt(at + 2), 16) < 0) {
        return true;
      }
    }
    return false;
  }
}
