package io.paydesk.admin;

import io.paydesk.problem.HttpProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.problem.Refusals;
import io.paydesk.session.SessionConfig;
import io.paydesk.session.SignedIn;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Stands before all that is below {@code /admin}: nothing is there where it is switched off, and
 * whoever has not signed in is sent to where they can. A token in a header opens none of it: it is
 * for the API.
 */
public class AdminGate {

  /** Settings are read once the service runs, and filters are made before. */
  @Inject Provider<SessionConfig> config;

  @Inject CurrentIdentityAssociation identities;
  @Inject Provider<AdminPages> pages;

  @ServerRequestFilter(preMatching = true)
  public @Nullable Uni<Response> check(ContainerRequestContext request) {
    var path = request.getUriInfo().getPath();
    var ours = path.startsWith("/") ? path : "/" + path;
    if (!AdminPaths.isBelow(ours)) {
      return null;
    }
    if (!config.get().enabled()) {
      throw HttpProblems.of(404);
    }
    return AdminPaths.isOpen(ours)
        ? null
        : identities
            .getDeferredIdentity()
            .flatMap(
                identity ->
                    SignedIn.of(identity).isPresent()
                        ? Uni.createFrom().nullItem()
                        : stranger(request, HttpProblems.of(401)))
            .onFailure(SecurityException.class)
            .recoverWithUni(failure -> stranger(request, Refusals.of(failure)));
  }

  /**
   * Only who opens a page is led elsewhere. What a page asks in the background is told why it gets
   * nothing. Who follows a link on another site may have signed in: the browser sends the cookie
   * once a page of ours leads there.
   *
   * @param refusal why the cookie opens nothing, or that none came
   */
  private Uni<Response> stranger(ContainerRequestContext request, Refusal refusal) {
    return request.getMethod().equals("GET") && request.getHeaderString("HX-Request") == null
        ? Uni.createFrom().item(() -> elsewhere(request))
        : Uni.createFrom().failure(refusal);
  }

  private Response elsewhere(ContainerRequestContext request) {
    if ("cross-site".equals(request.getHeaderString("Sec-Fetch-Site"))) {
      return pages.get().again(sentTo(request));
    }
    return Response.status(303)
        .header("Location", AdminPaths.signIn(sentTo(request)))
        .header("Cache-Control", "no-store")
        .build();
  }

  private static String sentTo(ContainerRequestContext request) {
    var sent = request.getUriInfo().getRequestUri();
    return sent.getRawQuery() == null
        ? sent.getRawPath()
        : sent.getRawPath() + "?" + sent.getRawQuery();
  }
}
