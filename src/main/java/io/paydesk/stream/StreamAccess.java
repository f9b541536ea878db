package io.paydesk.stream;

import io.paydesk.caller.Caller;
import io.paydesk.caller.Grant;
import io.paydesk.problem.HttpProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.session.SignedIn;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who opens a stream: by a token, by a ticket, or by the cookie that stands for a token.
 */
@Singleton
class StreamAccess {

  /** For a token that does not say when it expires. */
  private static final Duration UNTOLD_LIFE = Duration.ofHours(1);

  /** What this service gave it may take back, and an open stream is not asked again. */
  private static final Duration OUR_OWN_LIFE = Duration.ofMinutes(15);

  private final CurrentIdentityAssociation identities;
  private final StreamTickets tickets;

  StreamAccess(CurrentIdentityAssociation identities, StreamTickets tickets) {
    this.identities = identities;
    this.tickets = tickets;
  }

  /** The right that a token gives without anything else: a guest's is for one order. */
  Pass of(SecurityIdentity identity) {
    var order = Grant.of(identity).map(Grant::orderId).orElse(null);
    var session = SignedIn.of(identity);
    return new Pass(
        Caller.of(identity),
        order,
        null,
        session.map(StreamAccess::expiry).orElseGet(() -> expiry(identity)),
        session.map(SignedIn::id).orElse(null));
  }

  /**
   * @param ticket {@code ?ticket=}
   * @param orderId that the stream is asked for
   * @param paymentId likewise
   * @throws Refusal {@code unauthorized}, {@code ticket-not-valid}, {@code outside-the-ticket}
   */
  Uni<Pass> of(
      HttpHeaders headers,
      @Nullable String ticket,
      @Nullable Long orderId,
      @Nullable Long paymentId) {
    if (headers.getHeaderString(HttpHeaders.AUTHORIZATION) != null) {
      return identities
          .getDeferredIdentity()
          .map(StreamAccess::known)
          .invoke(StreamAccess::mustReadChanges)
          .map(this::of)
          .map(pass -> narrowed(pass, orderId, paymentId));
    }
    if (ticket != null) {
      return tickets
          .use(ticket)
          .map(pass -> pass.orElseThrow(StreamProblems::ticketNotValid))
          .map(pass -> narrowed(pass, orderId, paymentId));
    }
    return byCookie(headers.getCookies(), StreamCookie.names(orderId, paymentId).iterator())
        .map(pass -> narrowed(pass, orderId, paymentId));
  }

  private Uni<Pass> byCookie(Map<String, Cookie> cookies, Iterator<String> names) {
    if (!names.hasNext()) {
      return Uni.createFrom().failure(HttpProblems.of(401));
    }
    var cookie = cookies.get(names.next());
    if (cookie == null) {
      return byCookie(cookies, names);
    }
    return tickets
        .show(cookie.getValue())
        .flatMap(
            pass -> pass.map(Uni.createFrom()::item).orElseGet(() -> byCookie(cookies, names)));
  }

  /** The stream shows what its ticket is for, whether or not the address repeats it. */
  static Pass narrowed(Pass pass, @Nullable Long orderId, @Nullable Long paymentId) {
    if (isOther(pass.orderId(), orderId) || isOther(pass.paymentId(), paymentId)) {
      throw StreamProblems.outsideTheTicket();
    }
    return new Pass(
        pass.caller(),
        orderId == null ? pass.orderId() : orderId,
        paymentId == null ? pass.paymentId() : paymentId,
        pass.until(),
        pass.session());
  }

  private static boolean isOther(@Nullable Long allowed, @Nullable Long asked) {
    return allowed != null && asked != null && !allowed.equals(asked);
  }

  /** An Authorization header with another scheme than Bearer is no token. */
  private static SecurityIdentity known(SecurityIdentity identity) {
    if (identity.isAnonymous()) {
      throw HttpProblems.of(401);
    }
    return identity;
  }

  private static void mustReadChanges(SecurityIdentity identity) {
    Grant.of(identity).ifPresent(grant -> grant.mustAllow("changes", true));
  }

  /** Its key may end before it, and nobody is asked again either way. */
  private static Instant expiry(SignedIn session) {
    return soon(session.until());
  }

  private static Instant soon(@Nullable Instant until) {
    var latest = Instant.now().plus(OUR_OWN_LIFE).truncatedTo(ChronoUnit.SECONDS);
    return until == null || until.isAfter(latest) ? latest : until;
  }

  private static Instant expiry(SecurityIdentity identity) {
    var grant = Grant.of(identity);
    if (grant.isPresent()) {
      return soon(grant.get().until());
    }
    long seconds =
        identity.getPrincipal() instanceof JsonWebToken token ? token.getExpirationTime() : 0;
    return seconds > 0 ? Instant.ofEpochSecond(seconds) : Instant.now().plus(UNTOLD_LIFE);
  }
}
