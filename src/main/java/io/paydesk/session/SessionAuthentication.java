package io.paydesk.session;

import io.paydesk.problem.Refusal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the cookie of {@code /admin} where no Authorization header came. What changes something
 * needs the session's token too, which no page of another site can know, and is refused where the
 * browser says that such a page has sent it.
 *
 * @see <a
 *     href="https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site">
 *     Sec-Fetch-Site</a>
 */
@Singleton
class SessionAuthentication implements HttpAuthenticationMechanism {

  /** What a request that changes something says in it. */
  static final String CSRF = "X-Paydesk-Csrf";

  /** The page asks by itself: nobody has done anything. */
  static final String UNATTENDED = "X-Paydesk-Unattended";

  private static final String STREAM = SessionCookie.PATH_OF_STREAMS;

  private static final String PAGES = "/admin";

  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** OIDC is one ahead of the others, and keys are a hundred. */
  private static final int AHEAD = 50;

  private final Sessions sessions;
  private final SessionCookie cookie;
  private final SessionConfig config;

  SessionAuthentication(Sessions sessions, SessionCookie cookie, SessionConfig config) {
    this.sessions = sessions;
    this.cookie = cookie;
    this.config = config;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager providers) {
    var request = context.request();
    if (!config.enabled() || request.getHeader("Authorization") != null) {
      return Uni.createFrom().nullItem();
    }
    return cookie
        .in(context)
        .map(secret -> identity(secret, request))
        .orElseGet(() -> Uni.createFrom().nullItem());
  }

  private Uni<SecurityIdentity> identity(SessionSecret secret, HttpServerRequest request) {
    var refused = refused(secret, request);
    if (refused != null) {
      return Uni.createFrom().failure(new AuthenticationFailedException(refused));
    }
    return sessions
        .find(secret, isByHand(request))
        .onFailure(Refusal.class)
        .transform(AuthenticationFailedException::new);
  }

  private static boolean isByHand(HttpServerRequest request) {
    return request.getHeader(UNATTENDED) == null && !request.path().equals(STREAM);
  }

  private static @Nullable Refusal refused(SessionSecret secret, HttpServerRequest request) {
    if (OtherSite.asks(request) && !opensAPage(request)) {
      return SessionRefusals.fromElsewhere();
    }
    return SAFE.contains(request.method()) || secret.isCsrf(request.getHeader(CSRF))
        ? null
        : SessionRefusals.withoutCsrfToken();
  }

  /** A link anywhere may lead to a page, which the site that it stands on cannot read. */
  private static boolean opensAPage(HttpServerRequest request) {
    return request.method() == HttpMethod.GET
        && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
        && "document".equals(request.getHeader("Sec-Fetch-Dest"))
        && request.path().startsWith(PAGES);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  /** None: what it finds is an identity already. */
  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + AHEAD;
  }
}
