package io.paydesk.trace;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets no text of a stranger's become a label. Micrometer takes the address of a request that no
 * call has taken, and any method: each would be a series of its own, and a secret in an address
 * would be shown by each scrape.
 */
@Singleton
public class RequestLabels implements HttpServerMetricsTagsContributor, MeterFilter {

  private static final String REQUESTS = "http.server.requests";

  /** Under this name Quarkus keeps the address of a call as its resource has it. */
  private static final String TEMPLATE = "UrlPathTemplate";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private static final String OTHER = "OTHER";
  private static final String NOT_FOUND = "NOT_FOUND";
  private static final String UNKNOWN = "UNKNOWN";

  /** As many as there are resources. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  RequestLabels() {
    known.addAll(Set.of(NOT_FOUND, UNKNOWN));
  }

  /** A call was found, and may be cut off before it ends. */
  @ServerRequestFilter
  public void found() {
    note(Vertx.currentContext().getLocal(TEMPLATE));
  }

  /** Of a request that was answered. */
  @Override
  public Tags contribute(Context request) {
    var path = note(request.requestContextLocalData(TEMPLATE));
    var method = request.request().method().name();
    return Tags.of(
        "uri",
        path != null ? path : request.response().statusCode() == 404 ? NOT_FOUND : UNKNOWN,
        "method",
        METHODS.contains(method) ? method : OTHER);
  }

  private @Nullable String note(@Nullable String template) {
    if (template == null) {
      return null;
    }
    var path =
        template.length() > 1 && template.endsWith("/")
            ? template.substring(0, template.length() - 1)
            : template;
    known.add(path);
    return path;
  }

  /** What was cut off before a call had taken it counts nowhere. */
  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return !id.getName().equals(REQUESTS) || isKnown(id)
        ? MeterFilterReply.NEUTRAL
        : MeterFilterReply.DENY;
  }

  private boolean isKnown(Meter.Id id) {
    var path = id.getTag("uri");
    var method = id.getTag("method");
    return path != null
        && known.contains(path)
        && method != null
        && (METHODS.contains(method) || method.equals(OTHER));
  }
}
