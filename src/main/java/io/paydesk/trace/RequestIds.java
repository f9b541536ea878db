package io.paydesk.trace;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** The log lines of a request carry the id that stands in its path. */
public class RequestIds {

  private static final Map<String, LogId> BY_COLLECTION =
      Map.of(
          "orders", LogId.ORDER,
          "payments", LogId.PAYMENT,
          "refunds", LogId.REFUND,
          "recurring-payments", LogId.RECURRING_PAYMENT);

  /** Any other text is no id, and is refused later. */
  private static final Pattern ROW = Pattern.compile("/?v1/([a-z-]+)/([0-9]{1,19})(/.*)?");

  @ServerRequestFilter
  public void record(ContainerRequestContext request) {
    // Not getPathSegments: it decodes again, and fails on a percent sign that is meant as one.
    var row = ROW.matcher(request.getUriInfo().getPath());
    var kind = row.matches() ? BY_COLLECTION.get(row.group(1)) : null;
    if (kind != null) {
      kind.record(row.group(2));
    }
  }
}
