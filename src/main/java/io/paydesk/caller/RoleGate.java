package io.paydesk.caller;

import io.paydesk.problem.Refusal;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Refuses what the role support, or a key's scopes, leave out of what a call's roles allow. */
public class RoleGate {

  @Inject CurrentIdentityAssociation identities;

  /** Quarkus keeps the methods of resources for native images where this is injected. */
  @Inject ResourceInfo resource;

  @ServerRequestFilter
  public @Nullable Uni<Response> check() {
    var call = Call.of(resource.getResourceMethod());
    if (call.isOpen()) {
      return null;
    }
    return identities
        .getDeferredIdentity()
        .invoke(
            identity -> {
              Grant.of(identity).ifPresent(grant -> grant.mustBeFor(call));
              if (!call.carriesOthers()) {
                check(identity, call);
              }
            })
        .map(x -> null);
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
