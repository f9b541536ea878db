package io.paydesk.admin;

import io.paydesk.session.SessionCookie;
import io.paydesk.session.Sessions;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where somebody of the shop signs out of its page: here, or wherever they have signed in. */
@Path(AdminPaths.SIGN_OUT)
@PermitAll
public class SignOutResource {

  private final Sessions sessions;
  private final SessionCookie cookie;
  private final CurrentVertxRequest http;

  SignOutResource(Sessions sessions, SessionCookie cookie, CurrentVertxRequest http) {
    this.sessions = sessions;
    this.cookie = cookie;
    this.http = http;
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Uni<Response> signOut(
      @FormParam("csrf") @Nullable String csrf,
      @FormParam("everywhere") @Nullable String everywhere) {
    return sessions
        .end(http.getCurrent(), csrf, everywhere != null)
        .map(
            ended ->
                Response.fromResponse(SignInResource.goOn(AdminPaths.SIGN_IN, cookie.none()))
                    .cookie(cookie.noneOfStreams())
                    .header("Clear-Site-Data", "\"cache\"")
                    .build());
  }
}
