package io.paydesk.session;

import static java.util.Objects.requireNonNull;

import io.paydesk.key.FewAtOnce;
import io.paydesk.key.HeldKey;
import io.paydesk.key.HeldKeys;
import io.paydesk.key.KeyRole;
import io.paydesk.problem.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Begins sessions, finds them and ends them. Nothing is remembered of one, so that what ends it
 * ends it at once; those whose cookie has never opened anything here are looked up a few at a time.
 */
@Singleton
public class Sessions {

  private static final int STRANGERS = 3;
  private static final int WAITING = 100;
  private static final int MOST_KNOWN = 1_000;

  private final SessionRows rows;
  private final HeldKeys keys;
  private final SessionCookie cookie;
  private final FewAtOnce strangers = new FewAtOnce(STRANGERS, WAITING, SessionRefusals::busy);

  /** Hashes of those that opened something: no stranger can keep these waiting. */
  private final Map<ByteBuffer, Boolean> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  Sessions(SessionRows rows, HeldKeys keys, SessionCookie cookie) {
    this.rows = rows;
    this.keys = keys;
    this.cookie = cookie;
  }

  /**
   * Signs in with an API key.
   *
   * @param pasted may be anything
   * @return the cookie; fails with a {@link Refusal} where the key opens nothing, or not this page
   */
  public Uni<NewCookie> begin(String pasted) {
    return keys.of(pasted)
        .invoke(Sessions::mustBeForPeople)
        .flatMap(
            key ->
                begin(
                    key.secret(),
                    key.identity().getPrincipal().getName(),
                    requireNonNull(key.role()).text()));
  }

  /**
   * Signs in whom an identity provider has vouched for.
   *
   * @param subject of the token
   * @param role {@code admin} or {@code support}
   */
  public Uni<NewCookie> begin(String subject, String role) {
    return begin(null, subject, role);
  }

  private Uni<NewCookie> begin(@Nullable Long keySecret, String holder, String role) {
    var secret = SessionSecret.random();
    return rows.begin(secret, keySecret, holder, role).map(done -> cookie.of(secret));
  }

  private static void mustBeForPeople(HeldKey key) {
    if (key.role() != KeyRole.ADMIN && key.role() != KeyRole.SUPPORT) {
      throw SessionRefusals.wrongRole();
    }
    if (key.narrowed()) {
      throw SessionRefusals.narrowed();
    }
  }

  /**
   * Who has the session.
   *
   * @param byHand whether somebody did something, or the page asks by itself
   * @return fails with the {@link Refusal} {@code session-ended}
   */
  Uni<SecurityIdentity> find(SessionSecret secret, boolean byHand) {
    var hash = ByteBuffer.wrap(secret.hash());
    boolean known;
    synchronized (seen) {
      known = seen.containsKey(hash);
    }
    return known
        ? look(secret, byHand)
        : strangers.run(() -> look(secret, byHand)).invoke(found -> remember(hash));
  }

  private void remember(ByteBuffer hash) {
    synchronized (seen) {
      seen.put(hash, true);
    }
  }

  private Uni<SecurityIdentity> look(SessionSecret secret, boolean byHand) {
    return rows.find(secret, byHand)
        .flatMap(found -> identity(found.orElseThrow(SessionRefusals::ended), secret));
  }

  private Uni<SecurityIdentity> identity(SessionRows.Found found, SessionSecret secret) {
    var keySecret = found.keySecret();
    if (keySecret == null) {
      var identity =
          QuarkusSecurityIdentity.builder()
              .setPrincipal(new QuarkusPrincipal(found.holder()))
              .addRole(found.role())
              .build();
      return Uni.createFrom().item(signedIn(found, found.holder(), secret).on(identity));
    }
    return keys.stillOpen(keySecret)
        .onFailure(Refusal.class)
        .transform(closed -> SessionRefusals.ended())
        .map(key -> signedIn(found, requireNonNull(key.name()), secret).on(key.identity()));
  }

  private static SignedIn signedIn(SessionRows.Found found, String who, SessionSecret secret) {
    return new SignedIn(
        who, found.role(), found.keySecret() != null, found.since(), found.until(), secret.csrf());
  }

  /**
   * Ends the session whose cookie came with the request, if one did.
   *
   * @param csrf that a form of the session's own page sends
   * @return fails with the {@link Refusal} {@code csrf-token-missing} where it did not
   */
  public Uni<Void> end(RoutingContext request, @Nullable String csrf) {
    return cookie
        .in(request)
        .map(secret -> secret.isCsrf(csrf) ? rows.end(secret) : withoutToken())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private static Uni<Void> withoutToken() {
    return Uni.createFrom().failure(SessionRefusals::withoutCsrfToken);
  }
}
