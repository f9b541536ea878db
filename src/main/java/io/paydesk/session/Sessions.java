package io.paydesk.session;

import static java.util.Objects.requireNonNull;

import io.paydesk.caller.Caller;
import io.paydesk.key.FewAtOnce;
import io.paydesk.key.HeldKey;
import io.paydesk.key.HeldKeys;
import io.paydesk.problem.Refusal;
import io.paydesk.session.SignIns.Way;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import java.nio.ByteBuffer;
import java.util.HexFormat;
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
  private final SignIns signIns;
  private final FewAtOnce strangers = new FewAtOnce(STRANGERS, WAITING, SessionRefusals::busy);

  /** Hashes of those that opened something: no stranger can keep these waiting. */
  private final Map<ByteBuffer, Boolean> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  Sessions(SessionRows rows, HeldKeys keys, SessionCookie cookie, SignIns signIns) {
    this.rows = rows;
    this.keys = keys;
    this.cookie = cookie;
    this.signIns = signIns;
  }

  /**
   * Signs in with an API key.
   *
   * @param pasted may be anything
   * @return the cookie; fails with a {@link Refusal} where the key opens nothing, or not this page
   */
  public Uni<NewCookie> begin(RoutingContext request, String pasted) {
    return keys.of(pasted)
        .onFailure(Refusal.class)
        .call(unknown -> signIns.refused(Way.KEY, request, null, null, (Refusal) unknown))
        .flatMap(key -> begin(request, key));
  }

  private Uni<NewCookie> begin(RoutingContext request, HeldKey key) {
    var role = key.role() == null ? null : key.role().text();
    var holder = key.identity().getPrincipal().getName();
    var refusal = refusal(role, key.narrowed());
    if (refusal != null) {
      // A payer is somebody else's customer, and their name no caller's.
      var noted = role == null ? null : holder;
      return signIns
          .refused(Way.KEY, request, noted, role, refusal)
          .chain(() -> Uni.createFrom().failure(refusal));
    }
    return begin(key.secret(), holder, requireNonNull(role))
        .call(cookie -> signIns.begun(Way.KEY, request, holder, role));
  }

  private static @Nullable Refusal refusal(@Nullable String role, boolean narrowed) {
    if (!Caller.ADMIN.equals(role) && !Caller.SUPPORT.equals(role)) {
      return SessionRefusals.wrongRole();
    }
    return narrowed ? SessionRefusals.narrowed() : null;
  }

  /**
   * Signs in whom an identity provider has vouched for.
   *
   * @param identity of its token
   * @return the cookie; fails with a {@link Refusal} where the token names nobody, or has none of
   *     the roles
   */
  public Uni<NewCookie> begin(RoutingContext request, SecurityIdentity identity) {
    return begin(Way.OIDC, request, identity);
  }

  /** Signs in somebody who has proved nothing: there are such in development alone. */
  public Uni<NewCookie> beginUnproved(RoutingContext request, SecurityIdentity identity) {
    return begin(Way.DEV, request, identity);
  }

  private Uni<NewCookie> begin(Way way, RoutingContext request, SecurityIdentity identity) {
    if (!Caller.isKnown(identity)) {
      var refusal = SessionRefusals.namesNobody();
      return signIns
          .refused(way, request, null, null, refusal)
          .chain(() -> Uni.createFrom().failure(refusal));
    }
    var subject = identity.getPrincipal().getName();
    var role = roleOf(identity);
    if (role == null) {
      var refusal = SessionRefusals.withoutRole();
      return signIns
          .refused(way, request, null, null, refusal)
          .chain(() -> Uni.createFrom().failure(refusal));
    }
    return begin(null, subject, role).call(cookie -> signIns.begun(way, request, subject, role));
  }

  private static @Nullable String roleOf(SecurityIdentity identity) {
    if (identity.hasRole(Caller.ADMIN)) {
      return Caller.ADMIN;
    }
    return identity.hasRole(Caller.SUPPORT) ? Caller.SUPPORT : null;
  }

  private Uni<NewCookie> begin(@Nullable Long keySecret, String holder, String role) {
    var secret = SessionSecret.random();
    return rows.begin(secret, keySecret, holder, role).map(done -> cookie.of(secret));
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
        found.holder(),
        who,
        found.role(),
        found.keySecret() != null,
        found.since(),
        found.until(),
        secret.csrf(),
        HexFormat.of().formatHex(secret.hash()));
  }

  /**
   * Ends the session whose cookie came with the request, if one did.
   *
   * @param csrf that a form of the session's own page sends
   * @param everywhere whether each other session of the same somebody ends too
   * @return fails with the {@link Refusal} {@code csrf-token-missing} where it did not
   */
  public Uni<Void> end(RoutingContext request, @Nullable String csrf, boolean everywhere) {
    return cookie
        .in(request)
        .map(secret -> end(request, secret, csrf, everywhere))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> end(
      RoutingContext request, SessionSecret secret, @Nullable String csrf, boolean everywhere) {
    if (!secret.isCsrf(csrf)) {
      return Uni.createFrom().failure(SessionRefusals.withoutCsrfToken());
    }
    return rows.find(secret, false)
        .call(() -> everywhere ? rows.endAll(secret) : rows.end(secret))
        .flatMap(
            found ->
                found
                    .map(one -> signIns.ended(request, one.holder(), one.role(), everywhere))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }
}
