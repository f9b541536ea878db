package io.paydesk.caller;

import io.paydesk.problem.Refusal;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Refuses what the role support, or a key's scopes, leave out of what a call's roles allow. */
public class RoleGate {

  private static final String LINK = "io.paydesk.link";

  @Inject CurrentIdentityAssociation identities;

  /** Quarkus keeps the methods of resources for native images where this is injected. */
  @Inject ResourceInfo resource;

  /** Null unless whoever has a link sent the request. Then it is answered {@link ForLinks}. */
  public static @Nullable Long linkOf(ContainerRequestContext request) {
    return (Long) request.getProperty(LINK);
  }

  @ServerRequestFilter
  public @Nullable Uni<Response> check(ContainerRequestContext request) {
    var call = Call.of(resource.getResourceMethod());
    if (call.isOpen()) {
      return null;
    }
    return identities
        .getDeferredIdentity()
        .invoke(
            identity -> {
              Grant.of(identity).ifPresent(grant -> check(grant, call, request));
              if (!call.carriesOthers()) {
                check(identity, call);
              }
            })
        .map(x -> null);
  }

  private static void check(Grant grant, Call call, ContainerRequestContext request) {
    if (grant.link() != null) {
      request.setProperty(LINK, grant.link());
    }
    grant.mustBeFor(call);
  }

  /**
   * @throws Refusal {@code role-reads-only} or {@code outside-the-scopes}
   */
  public static void check(SecurityIdentity identity, Call call) {
    if (!call.reads() && !call.isOpenToSupport() && readsOnly(identity)) {
      throw readsOnly();
    }
    Grant.of(identity).ifPresent(grant -> grant.mustAllow(call.area(), call.reads()));
  }

  private static boolean readsOnly(SecurityIdentity identity) {
    return identity.hasRole(Caller.SUPPORT)
        && !identity.hasRole(Caller.SERVICE)
        && !identity.hasRole(Caller.ADMIN);
  }

  private static Refusal readsOnly() {
    return Refusal.of(
        "role-reads-only",
        403,
        "The role support reads only",
        "Use a token or key of the role service or admin, as the API description says.");
  }
}
