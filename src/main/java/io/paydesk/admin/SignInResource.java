package io.paydesk.admin;

import io.paydesk.problem.Refusal;
import io.paydesk.session.OtherSite;
import io.paydesk.session.Sessions;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where somebody of the shop signs in to its page. */
@Path(AdminPaths.SIGN_IN)
@PermitAll
public class SignInResource {

  private final AdminPages pages;
  private final Sessions sessions;
  private final CurrentVertxRequest http;

  SignInResource(AdminPages pages, Sessions sessions, CurrentVertxRequest http) {
    this.pages = pages;
    this.sessions = sessions;
    this.http = http;
  }

  @GET
  @Operation(hidden = true)
  public Response signIn(
      @QueryParam("to") @Nullable String to, @QueryParam("ended") @Nullable String ended) {
    return pages.signIn(to, ended == null ? null : "You were signed out. Sign in again to go on.");
  }

  /** Another site cannot sign anybody in with a key of its own. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Uni<Response> signInByKey(
      @FormParam("key") @Nullable String key, @FormParam("to") @Nullable String to) {
    if (OtherSite.asks(http.getCurrent().request())) {
      return Uni.createFrom()
          .item(pages.signInAgain(403, to, "Sign in on this page, not from another site."));
    }
    return sessions
        .begin(http.getCurrent(), key == null ? "" : key.strip())
        .map(begun -> goOn(AdminPaths.afterSignIn(to), begun))
        .onFailure(Refusal.class)
        .recoverWithItem(refused -> refused((Refusal) refused, to));
  }

  /** The status says what it is; the page says it in words. */
  private Response refused(Refusal refusal, @Nullable String to) {
    return pages.signInWithAnotherKey(refusal.status(), to, SignInWords.of(refusal));
  }

  static Response goOn(String to, NewCookie cookie) {
    return Response.status(303)
        .header("Location", to)
        .header("Cache-Control", "no-store")
        .cookie(cookie)
        .build();
  }
}
