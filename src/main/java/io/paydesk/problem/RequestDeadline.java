package io.paydesk.problem;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A request must be complete some time after its first byte. Otherwise a client that sends a byte
 * every few seconds could hold a connection for as long as it likes. The limit counts neither the
 * time of the answer nor the pause between requests.
 *
 * <p>Neither Vert.x nor Quarkus has such a limit, and neither hands over a connection before its
 * first request is complete. So each connection is watched from where it is accepted.
 */
@Singleton
class RequestDeadline {

  static final String NAME = "paydesk-request-deadline";

  private final VertxInternal vertx;
  private final Duration deadline;

  /**
   * @param deadline How long a request may take from its first byte to its last. The time of its
   *     answer does not count
   */
  RequestDeadline(
      Vertx vertx,
      @ConfigProperty(name = "paydesk.http.request-deadline", defaultValue = "30S")
          Duration deadline) {
    this.vertx = (VertxInternal) vertx;
    this.deadline = deadline;
  }

  void onHttp(@ObservesAsync HttpServerStart started) {
    watch();
  }

  void onHttps(@ObservesAsync HttpsServerStart started) {
    watch();
  }

  private void watch() {
    for (EventExecutor loop : vertx.getAcceptorEventLoopGroup()) {
      loop.execute(() -> watch((SingleThreadEventLoop) loop));
    }
  }

  /** On the event loop itself: only there may its channels be read. */
  private void watch(SingleThreadEventLoop loop) {
    loop.registeredChannelsIterator()
        .forEachRemaining(
            channel -> {
              if (channel instanceof ServerChannel && channel.pipeline().get(NAME) == null) {
                channel.pipeline().addFirst(NAME, new Accepted(deadline));
              }
            });
  }

  /** Sees each connection as it is accepted. */
  @ChannelHandler.Sharable
  @RegisterForReflection
  static final class Accepted extends ChannelInboundHandlerAdapter {

    final Duration deadline;

    Accepted(Duration deadline) {
      this.deadline = deadline;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
      if (accepted instanceof Channel connection) {
        connection.pipeline().addLast(NAME, new ConnectionWatch(deadline));
      }
      context.fireChannelRead(accepted);
    }
  }
}
