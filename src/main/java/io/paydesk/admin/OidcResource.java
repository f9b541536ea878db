package io.paydesk.admin;

import io.paydesk.problem.HttpProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.session.CodeFlow;
import io.paydesk.session.OtherSite;
import io.paydesk.session.SessionConfig;
import io.paydesk.session.Sessions;
import io.paydesk.session.ShopProvider;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends somebody of the shop to the identity provider, and lets them in when they come back. */
@Path(ShopProvider.PATH)
@PermitAll
public class OidcResource {

  private static final Logger LOG = Logger.getLogger(OidcResource.class);

  /** Remembers for ten minutes where they wanted to go. */
  private static final String TO = "paydesk_to";

  private static final int PATIENCE_SECONDS = 600;

  private static final long NEXT_LINE = Duration.ofMinutes(1).toNanos();

  private final AdminPages pages;
  private final Sessions sessions;
  private final CodeFlow flow;
  private final ShopProvider provider;
  private final SessionConfig config;
  private final CurrentVertxRequest http;

  /** When a failure was logged; 0 for never. */
  private final AtomicLong notedAt = new AtomicLong();

  OidcResource(
      AdminPages pages,
      Sessions sessions,
      CodeFlow flow,
      ShopProvider provider,
      SessionConfig config,
      CurrentVertxRequest http) {
    this.pages = pages;
    this.sessions = sessions;
    this.flow = flow;
    this.provider = provider;
    this.config = config;
    this.http = http;
  }

  @GET
  @Operation(hidden = true)
  public Uni<Response> begin(@QueryParam("to") @Nullable String to) {
    mustBeSetUp();
    var request = http.getCurrent();
    // Another site chooses no filters: see AdminPages#again.
    var after = AdminPaths.afterSignIn(to);
    var wanted = OtherSite.asks(request.request()) ? after.replaceFirst("\\?.*", "") : after;
    return flow.begin(request)
        .map(way -> toProvider(way, wanted))
        .onFailure()
        .recoverWithItem(failure -> failed(failure, to));
  }

  private Response toProvider(ChallengeData way, String to) {
    var answer =
        Response.status(303)
            .cookie(remembered(URLEncoder.encode(to, StandardCharsets.UTF_8), PATIENCE_SECONDS))
            .header("Cache-Control", "no-store")
            .header("Referrer-Policy", "no-referrer");
    way.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
    return answer.build();
  }

  @GET
  @Path("back")
  @Operation(hidden = true)
  public Uni<Response> back(@CookieParam(TO) @Nullable String remembered) {
    mustBeSetUp();
    var to = AdminPaths.afterSignIn(read(remembered));
    var request = http.getCurrent();
    return flow.end(request)
        .onItem()
        .ifNull()
        .failWith(() -> new IllegalStateException("The provider's answer belongs to no sign-in"))
        .flatMap(identity -> sessions.begin(request, identity))
        .map(begun -> goOn(to, begun))
        .onFailure()
        .recoverWithItem(failure -> failed(failure, to));
  }

  /** A browser may have been given anything under this name. */
  private static @Nullable String read(@Nullable String remembered) {
    try {
      return remembered == null ? null : URLDecoder.decode(remembered, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  /** The browser takes the cookie from a page of ours alone: it has come from the provider's. */
  private Response goOn(String to, NewCookie begun) {
    return Response.fromResponse(pages.open(200, AdminTemplates.goOn(to, true)))
        .cookie(begun, remembered("", 0))
        .build();
  }

  private Response failed(Throwable failure, @Nullable String to) {
    if (!(failure instanceof Refusal)) {
      note(failure);
    }
    var words =
        failure instanceof Refusal refusal
            ? SignInWords.of(refusal)
            : "The identity provider did not let you in, or could not be asked. Try again.";
    return pages.signInAgain(
        failure instanceof Refusal refusal ? refusal.status() : 502, to, words);
  }

  /** Strangers can have it fail as often as they like. */
  private void note(Throwable failure) {
    long now = System.nanoTime();
    long last = notedAt.get();
    boolean isNext = last == 0 || now - last > NEXT_LINE;
    LOG.logf(
        isNext && notedAt.compareAndSet(last, now) ? Logger.Level.WARN : Logger.Level.DEBUG,
        "Nobody could sign in by the identity provider: %s%s. Logged once a minute",
        failure,
        failure.getCause() == null ? "" : ", as of " + failure.getCause());
  }

  private NewCookie remembered(String to, int seconds) {
    return new NewCookie.Builder(TO)
        .value(to)
        .path(ShopProvider.PATH)
        .maxAge(seconds)
        .httpOnly(true)
        .secure(config.secureCookie())
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }

  private void mustBeSetUp() {
    if (!provider.isSetUp()) {
      throw HttpProblems.of(404);
    }
  }
}
