package io.paydesk.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A deadline for requests that is so short that a test can wait for it. It holds for connections
 * that are accepted while this is open; a start with a setting of its own would take far longer
 * than the tests.
 */
final class ShortDeadline implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(1);

  /** Not the one that holds without the setting. */
  private static final Duration SET = Duration.ofSeconds(25);

  private static final String WATCH = RequestDeadline.NAME;

  private final Map<Channel, ChannelHandler> before = new HashMap<>();

  ShortDeadline(Vertx vertx) throws Exception {
    for (var loop : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
      loop.submit(() -> shorten((SingleThreadEventLoop) loop)).sync();
    }
    assertThat(before).isNotEmpty();
  }

  /** On the event loop itself: only there may its channels be read. */
  private void shorten(SingleThreadEventLoop loop) {
    loop.registeredChannelsIterator()
        .forEachRemaining(
            channel -> {
              if (channel.pipeline().get(WATCH) instanceof RequestDeadline.Accepted usual) {
                assertThat(usual.deadline).as("the one that is set").isEqualTo(SET);
                var shorter = new RequestDeadline.Accepted(DEADLINE);
                before.put(channel, channel.pipeline().replace(WATCH, WATCH, shorter));
              }
            });
  }

  @Override
  public void close() {
    before.forEach((channel, watch) -> channel.pipeline().replace(WATCH, WATCH, watch));
  }
}
