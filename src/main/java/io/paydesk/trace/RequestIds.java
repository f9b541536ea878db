package io.paydesk.trace;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** The log lines of a request carry the id that stands in its path. */
public class RequestIds {

  private static final Map<String, LogId> BY_COLLECTION =
      Map.of(
          "orders", LogId.ORDER,
          "payments", LogId.PAYMENT,
          "refunds", LogId.REFUND,
          "recurring-payments", LogId.RECURRING_PAYMENT);

  /** Whatever else stands there is not an id, and is refused later. */
  @ServerRequestFilter
  public void note(ContainerRequestContext request) {
    var path = request.getUriInfo().getPathSegments();
    if (path.size() < 3 || !path.get(0).getPath().equals("v1")) {
      return;
    }
    var kind = BY_COLLECTION.get(path.get(1).getPath());
    var id = path.get(2).getPath();
    if (kind != null && id.matches("[0-9]{1,19}")) {
      kind.note(id);
    }
  }
}
