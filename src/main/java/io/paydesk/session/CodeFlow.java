package io.paydesk.session;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Has Quarkus send somebody to the identity provider, and read what they come back with. Quarkus
 * would keep a session in cookies of its own: these never leave.
 */
@Singleton
public class CodeFlow {

  private static final String QUARKUS_SESSION = "q_session";

  private final OidcAuthenticationMechanism oidc;
  private final IdentityProviderManager providers;

  CodeFlow(OidcAuthenticationMechanism oidc, IdentityProviderManager providers) {
    this.oidc = oidc;
    this.providers = providers;
  }

  /** The way to the provider. */
  public Uni<ChallengeData> begin(RoutingContext request) {
    return oidc.getChallenge(request);
  }

  /** Whom the provider vouches for; fails with whatever was wrong. */
  public Uni<SecurityIdentity> end(RoutingContext request) {
    return oidc.authenticate(request, providers).invoke(() -> withoutCookies(request));
  }

  private static void withoutCookies(RoutingContext request) {
    List.copyOf(request.request().cookies()).stream()
        .map(Cookie::getName)
        .filter(name -> name.startsWith(QUARKUS_SESSION))
        .forEach(name -> request.response().removeCookie(name, false));
  }
}
