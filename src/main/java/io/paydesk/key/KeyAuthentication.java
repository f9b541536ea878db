package io.paydesk.key;

import io.micrometer.core.instrument.MeterRegistry;
import io.paydesk.problem.Refusal;
import io.paydesk.rest.LowerCase;
import io.paydesk.stripe.StripeAccountConfig;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
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

  private final KnownKeys known;
  private final MeterRegistry meters;
  private final boolean live;

  KeyAuthentication(KnownKeys known, MeterRegistry meters, StripeAccountConfig account) {
    this.known = known;
    this.meters = meters;
    live = account.livemode();
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager providers) {
    var header = request.request().getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Uni.createFrom().nullItem();
    }
    var token = header.substring(BEARER.length()).strip();
    return token.startsWith(OURS)
        ? Uni.createFrom().deferred(() -> identity(token))
        : Uni.createFrom().nullItem();
  }

  private Uni<SecurityIdentity> identity(String token) {
    var kind = TokenKind.of(token);
    var secret = TokenText.read(token);
    if (secret.isEmpty()) {
      throw refused(kind, Refused.MISTYPED);
    }
    if (secret.get().live() != live) {
      throw refused(kind, Refused.OTHER_MODE);
    }
    return known
        .holderOf(secret.get())
        .onFailure(Refusal.class)
        .transform(
            busy -> {
              count(kind, "busy");
              return new AuthenticationFailedException(busy);
            })
        .map(holder -> identity(kind, holder));
  }

  private SecurityIdentity identity(TokenKind kind, Optional<Holder> holder) {
    if (holder.isEmpty()) {
      throw refused(kind, Refused.UNKNOWN);
    }
    var refused = holder.get().refused(Instant.now());
    if (refused != null) {
      throw refused(kind, refused);
    }
    count(kind, "accepted");
    return holder.get().identity();
  }

  private AuthenticationFailedException refused(TokenKind kind, Refused why) {
    count(kind, LowerCase.text(why));
    return new AuthenticationFailedException(why.refusal());
  }

  private void count(TokenKind kind, String outcome) {
    meters
        .counter("paydesk.key.authentications", "kind", kind.text, "outcome", outcome)
        .increment();
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
