package io.paydesk.admin;

import io.paydesk.problem.HttpProblems;
import io.paydesk.problem.Refusal;
import io.paydesk.session.CodeFlow;
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

  private final AdminPages pages;
  private final Sessions sessions;
  private final CodeFlow flow;
  private final ShopProvider provider;
  private final CurrentVertxRequest http;

  OidcResource(
      AdminPages pages,
      Sessions sessions,
      CodeFlow flow,
      ShopProvider provider,
      CurrentVertxRequest http) {
    this.pages = pages;
    this.sessions = sessions;
    this.flow = flow;
    this.provider = provider;
    this.http = http;
  }

  @GET
  @Operation(hidden = true)
  public Uni<Response> begin(@QueryParam("to") @Nullable String to) {
    mustBeSetUp();
    return flow.begin(http.getCurrent())
        .map(way -> toProvider(way, AdminPaths.afterSignIn(to)))
        .onFailure()
        .recoverWithItem(failure -> failed(failure, to));
  }

  private static Response toProvider(ChallengeData way, String to) {
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
    var to =
        AdminPaths.afterSignIn(
            remembered == null ? null : URLDecoder.decode(remembered, StandardCharsets.UTF_8));
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

  /** The browser takes the cookie from a page of ours alone: it has come from the provider's. */
  private Response goOn(String to, NewCookie begun) {
    return Response.fromResponse(pages.open(200, AdminTemplates.goOn(to)))
        .cookie(begun, remembered("", 0))
        .build();
  }

  private Response failed(Throwable failure, @Nullable String to) {
    if (!(failure instanceof Refusal)) {
      LOG.warnf("Nobody could sign in by the identity provider: %s", failure.toString());
    }
    var words =
        failure instanceof Refusal refusal
            ? SignInWords.of(refusal)
            : "The identity provider did not let you in, or could not be asked. Try again.";
    return pages.signInAgain(
        failure instanceof Refusal refusal ? refusal.status() : 502, to, words);
  }

  private static NewCookie remembered(String to, int seconds) {
    return new NewCookie.Builder(TO)
        .value(to)
        .path(ShopProvider.PATH)
        .maxAge(seconds)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }

  private void mustBeSetUp() {
    if (!provider.isSetUp()) {
      throw HttpProblems.of(404);
    }
  }
}
