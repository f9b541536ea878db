package io.paydesk.key;

import io.paydesk.problem.Refusal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Takes bearer tokens that this service itself has given out, which begin with {@code pdk_}, and
 * leaves all others to OIDC.
 */
@Singleton
class KeyAuthentication implements HttpAuthenticationMechanism {

  private static final String BEARER = "Bearer ";

  private static final String OURS = "pdk_";

  /** OIDC is one ahead of the others. */
  private static final int AHEAD = 100;

  private final SentSecrets secrets;

  KeyAuthentication(SentSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager providers) {
    var header = request.request().getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Uni.createFrom().nullItem();
    }
    var token = header.substring(BEARER.length()).strip();
    return token.startsWith(OURS) ? identity(token) : Uni.createFrom().nullItem();
  }

  private Uni<SecurityIdentity> identity(String token) {
    return secrets
        .holderOf(token)
        .map(Holder::identity)
        .onFailure(Refusal.class)
        .transform(AuthenticationFailedException::new);
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

  /** Before OIDC, which would take the token for one of its own. */
  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + AHEAD;
  }
}
