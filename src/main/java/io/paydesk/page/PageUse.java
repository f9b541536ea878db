package io.paydesk.page;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.problem.Refusal;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Counts what payers do on their page. No label names a payer, an order or a link. */
@Singleton
public class PageUse {

  /** The page's modules send it with all that they ask, so that only a payer's visit is one. */
  static final String BY_THE_PAGE = "Paydesk-Page";

  private static final Map<String, String> WAYS =
      Map.of(
          "/v1/payments", "payment",
          "/v1/recurring-payments", "subscription",
          "/v1/checkout-sessions", "stripes-page");

  private final MeterRegistry meters;

  PageUse(MeterRegistry meters) {
    this.meters = meters;
  }

  void opened(PageState state) {
    meters.counter("paydesk.page.opened", "state", state.text()).increment();
  }

  /** A link that opens no order. */
  void led(Notice notice) {
    if (notice == Notice.EXPIRED || notice == Notice.UNKNOWN) {
      meters.counter("paydesk.page.links", "outcome", notice.text()).increment();
    }
  }

  static boolean isByThePage(MultivaluedMap<String, String> headers) {
    return headers.containsKey(BY_THE_PAGE);
  }

  @ServerResponseFilter
  public void answered(ContainerRequestContext request, ContainerResponseContext response) {
    var path = request.getUriInfo().getPath();
    var way = WAYS.get(path.startsWith("/") ? path : "/" + path);
    if (way == null || !request.getMethod().equals("POST") || !isByThePage(request.getHeaders())) {
      return;
    }
    if (response.getStatus() == 201) {
      meters.counter("paydesk.page.begun", "way", way).increment();
    } else if (response.getStatus() >= 400) {
      meters.counter("paydesk.page.refused", "way", way, "reason", reason(response)).increment();
    }
  }

  private static String reason(ContainerResponseContext response) {
    var name = problem(response.getEntity());
    return name == null ? "other" : name;
  }

  private static @Nullable String problem(@Nullable Object entity) {
    if (entity instanceof Map<?, ?> body && body.get("type") instanceof String type) {
      return type.substring(type.lastIndexOf(':') + 1);
    }
    return entity instanceof String kept ? Refusal.nameIn(kept) : null;
  }
}
