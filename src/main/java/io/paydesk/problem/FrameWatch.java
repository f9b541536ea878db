package io.paydesk.problem;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees the frames of one HTTP/2 connection. It limits the time in which a request must be complete,
 * for each request by itself: a late one is refused, and the others go on. An incomplete frame, or
 * incomplete headers of a request, block all others, so then the whole connection is late.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-4.1">the form of frames</a>
 */
@RegisterForReflection
final class FrameWatch extends ChannelInboundHandlerAdapter {

  private static final String NAME = "paydesk-frames";

  /** How the client's first bytes begin; they are no frame. */
  private static final byte[] PREFACE = {'P', 'R', 'I'};

  private static final int LENGTH_OF_PREFACE = 24;
  private static final int LENGTH_OF_HEAD = 9;
  private static final byte HEADERS = 1;
  private static final byte CONTINUATION = 9;
  private static final int END_HEADERS = 4;

  private final Duration deadline;
  private final Http2ConnectionHandler frames;
  private final Map<Integer, ScheduledFuture<?>> requests = new HashMap<>();

  private final byte[] head = new byte[LENGTH_OF_HEAD];
  private int headRead;
  private int left;
  private boolean moreHeaders;
  private boolean listenerWrapped;
  private @Nullable ScheduledFuture<?> late;

  private FrameWatch(Duration deadline, Http2ConnectionHandler frames) {
    this.deadline = deadline;
    this.frames = frames;
  }

  /** Begins on a connection that has just become HTTP/2; does nothing on others. */
  static void begin(ChannelPipeline pipeline, Duration deadline) {
    var reader = pipeline.context(Http2ConnectionHandler.class);
    if (reader != null && pipeline.get(NAME) == null) {
      var watch = new FrameWatch(deadline, (Http2ConnectionHandler) reader.handler());
      pipeline.addBefore(reader.name(), NAME, watch);
      watch.watchRequests(reader);
    }
  }

  private void watchRequests(ChannelHandlerContext reader) {
    frames
        .connection()
        .addListener(
            new Http2ConnectionAdapter() {
              @Override
              public void onStreamActive(Http2Stream request) {
                wrapListener();
                if (request.state().remoteSideOpen()) {
                  requests.put(request.id(), after(reader, () -> tooLate(reader, request)));
                }
              }

              @Override
              public void onStreamHalfClosed(Http2Stream request) {
                if (!request.state().remoteSideOpen()) {
                  endTimer(request);
                }
              }

              @Override
              public void onStreamClosed(Http2Stream request) {
                endTimer(request);
              }
            });
  }

  private ScheduledFuture<?> after(ChannelHandlerContext context, Runnable then) {
    return context.executor().schedule(then, deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void endTimer(Http2Stream request) {
    var timer = requests.remove(request.id());
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void tooLate(ChannelHandlerContext reader, Http2Stream request) {
    if (request.isHeadersSent()) {
      FrameDoor.end(frames, reader, request.id());
    } else {
      FrameDoor.refuse(frames, reader, request.id(), HttpProblems.of(408));
    }
  }

  /**
   * Vert.x sets its listener when the client's settings arrive, and only a listener that is set can
   * be wrapped.
   */
  private void wrapListener() {
    if (!listenerWrapped) {
      listenerWrapped = true;
      frames.decoder().frameListener(new FrameDoor(frames));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    if (read instanceof ByteBuf bytes) {
      follow(bytes);
      if (isBetweenFrames()) {
        end();
      } else if (late == null) {
        late = after(context, context::close);
      }
    }
    context.fireChannelRead(read);
  }

  /** Reads on from where the last bytes ended, without consuming them. */
  private void follow(ByteBuf bytes) {
    for (int at = bytes.readerIndex(); at < bytes.writerIndex(); ) {
      if (left > 0) {
        int here = Math.min(left, bytes.writerIndex() - at);
        left -= here;
        at += here;
      } else {
        head[headRead++] = bytes.getByte(at++);
        readHead();
      }
      if (isBetweenFrames()) {
        end();
      }
    }
  }

  private void readHead() {
    if (headRead == PREFACE.length && isPreface()) {
      left = LENGTH_OF_PREFACE - PREFACE.length;
      headRead = 0;
    } else if (headRead == LENGTH_OF_HEAD) {
      left = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
      headRead = 0;
      if (head[3] == HEADERS || head[3] == CONTINUATION) {
        moreHeaders = (head[4] & END_HEADERS) == 0;
      }
    }
  }

  /** Read as a length, it is far more than a frame may have. */
  private boolean isPreface() {
    return head[0] == PREFACE[0] && head[1] == PREFACE[1] && head[2] == PREFACE[2];
  }

  private boolean isBetweenFrames() {
    return left == 0 && headRead == 0 && !moreHeaders;
  }

  private void end() {
    if (late != null) {
      late.cancel(false);
      late = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
    requests.values().forEach(timer -> timer.cancel(false));
    requests.clear();
    context.fireChannelInactive();
  }
}
