package io.paydesk.export;

import io.paydesk.transaction.OwnContext;
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
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Answers with a file, past JAX-RS, which would end a file that broke off as if it were whole. */
@jakarta.ws.rs.ext.Provider
@Singleton
public class ExportWriter implements ServerMessageBodyWriter<Export> {

  /** JAX-RS creates its writers before there are settings. */
  private final Provider<OwnContext> contexts;

  ExportWriter(Provider<OwnContext> contexts) {
    this.contexts = contexts;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return type == Export.class;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == Export.class;
  }

  @Override
  public void writeTo(
      Export export,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out) {
    throw new UnsupportedOperationException("a file is written to its connection");
  }

  @Override
  public void writeResponse(Export export, Type genericType, ServerRequestContext context) {
    var http = ((ResteasyReactiveRequestContext) context).unwrap(RoutingContext.class);
    context
        .serverResponse()
        .setResponseHeader("Cache-Control", "no-store")
        .setResponseHeader(
            "Content-Disposition", "attachment; filename=\"%s\"".formatted(export.name()));
    if (http.request().method() == HttpMethod.HEAD) {
      http.response().end();
    } else {
      begin(export, http);
    }
  }

  private void begin(Export export, RoutingContext http) {
    var eventLoop = eventLoopOf(http.request());
    var line = new HttpLine(http.request());
    var download =
        new Download(
            export.name(),
            line,
            next ->
                contexts
                    .get()
                    .run(next::read)
                    .emitOn(task -> eventLoop.runOnContext(ignored -> task.run())),
            export.whenOver());
    http.addEndHandler(ended -> eventLoop.runOnContext(ignored -> download.cut()));
    line.watch(download, http.vertx());
    eventLoop.runOnContext(ignored -> download.send(export.begun()));
  }

  private static Context eventLoopOf(HttpServerRequest request) {
    return VertxContext.getRootContext(((HttpServerRequestInternal) request).context());
  }
}
