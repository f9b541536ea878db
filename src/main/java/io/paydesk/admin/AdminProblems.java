package io.paydesk.admin;

import io.paydesk.session.SignedIn;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Whoever has signed in and opens what there is not gets a page too, and no JSON. */
public class AdminProblems {

  @Inject CurrentIdentityAssociation identities;
  @Inject Provider<AdminPages> pages;

  @ServerResponseFilter
  public @Nullable Uni<Void> show(
      ContainerRequestContext request, ContainerResponseContext response) {
    return response.getStatus() >= 400
            && response.getEntity() instanceof Map<?, ?> problem
            && isOfAPage(request)
        ? identities
            .getDeferredIdentity()
            .invoke(
                identity -> SignedIn.of(identity).ifPresent(who -> show(response, problem, who)))
            .onFailure()
            .recoverWithNull()
            .replaceWithVoid()
        : null;
  }

  private static boolean isOfAPage(ContainerRequestContext request) {
    var path = request.getUriInfo().getPath();
    var ours = path.startsWith("/") ? path : "/" + path;
    return request.getMethod().equals("GET")
        && AdminPaths.isBelow(ours)
        && !AdminPaths.isOpen(ours)
        && request.getAcceptableMediaTypes().stream()
            .anyMatch(type -> type.isCompatible(MediaType.TEXT_HTML_TYPE));
  }

  private void show(ContainerResponseContext response, Map<?, ?> problem, SignedIn who) {
    var page = pages.get().problem(response.getStatus(), problem, who);
    response.getHeaders().putAll(page.getHeaders());
    response.setEntity(page.getEntity(), new Annotation[0], MediaType.TEXT_HTML_TYPE);
  }
}
