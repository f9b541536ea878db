package io.paydesk.method;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A setup intent took no body once, so a request without one may say that it is of any type, as
 * {@code curl -d ''} does.
 */
class EmptySetupIntents {

  @ServerRequestFilter(preMatching = true)
  void takeAnyType(ContainerRequestContext request) {
    if (HttpMethod.POST.equals(request.getMethod())
        && request.getUriInfo().getPath().endsWith("/setup-intents")
        && "0".equals(request.getHeaderString(HttpHeaders.CONTENT_LENGTH))) {
      request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
  }
}
