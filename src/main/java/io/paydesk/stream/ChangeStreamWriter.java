package io.paydesk.stream;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Answers with a stream. Events are written past JAX-RS, which would encode each one for each
 * reader. For JAX-RS the request is over once the head is sent, so an idle stream keeps little more
 * than its connection.
 */
@jakarta.ws.rs.ext.Provider
@Singleton
public class ChangeStreamWriter implements ServerMessageBodyWriter<Opening> {

  /** A random pause, so that readers who are cut off together do not come back together. */
  private static final long SOONEST_RETRY_MILLIS = 1_000;

  private static final long LATEST_RETRY_MILLIS = 5_000;

  /** JAX-RS creates its writers before there are settings. */
  private final Provider<Streams> streams;

  private final Provider<ChangeFeed> feed;

  ChangeStreamWriter(Provider<Streams> streams, Provider<ChangeFeed> feed) {
    this.streams = streams;
    this.feed = feed;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return type == Opening.class;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == Opening.class;
  }

  @Override
  public void writeTo(
      Opening opening,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out) {
    throw new UnsupportedOperationException("a stream is written to its connection");
  }

  @Override
  public void writeResponse(Opening opening, Type genericType, ServerRequestContext context) {
    var http = ((ResteasyReactiveRequestContext) context).unwrap(RoutingContext.class);
    context
        .serverResponse()
        .setResponseHeader("Cache-Control", "no-store")
        // Otherwise a proxy may hold events back until it has a block of them.
        .setResponseHeader("X-Accel-Buffering", "no");
    if (http.request().method() == HttpMethod.HEAD) {
      http.response().end();
    } else {
      open(opening, http);
    }
  }

  private void open(Opening opening, RoutingContext http) {
    var wire = new HttpWire(http.request());
    var eventLoop = eventLoopOf(http.request());
    var lane =
        streams.get().laneOf(eventLoop, work -> eventLoop.runOnContext(ignored -> work.run()));
    var stream = new ChangeStream(opening, lane, wire, feed.get()::ask);
    wire.write(
        Frames.opening(
            ThreadLocalRandom.current().nextLong(SOONEST_RETRY_MILLIS, LATEST_RETRY_MILLIS)));
    wire.whenEmptier(stream::flush);
    lane.run(() -> enter(stream, http));
  }

  private void enter(ChangeStream stream, RoutingContext http) {
    if (http.response().closed()) {
      return;
    }
    http.addEndHandler(ended -> stream.lane().run(() -> streams.get().leave(stream)));
    streams.get().enter(stream);
  }

  private static Context eventLoopOf(HttpServerRequest request) {
    return VertxContext.getRootContext(((HttpServerRequestInternal) request).context());
  }
}
