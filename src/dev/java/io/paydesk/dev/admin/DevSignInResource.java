package io.paydesk.dev.admin;

import io.paydesk.caller.Caller;
import io.paydesk.problem.HttpProblems;
import io.paydesk.session.Sessions;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Signs in whoever asks. It is not part of a production build. */
@Path("/dev/admin/sign-in")
@IfBuildProfile(anyOf = {"dev", "test"})
@PermitAll
public class DevSignInResource {

  private final Sessions sessions;
  private final CurrentVertxRequest http;

  DevSignInResource(Sessions sessions, CurrentVertxRequest http) {
    this.sessions = sessions;
    this.http = http;
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Uni<Response> signIn(
      @FormParam("role") String role,
      @FormParam("to") String to,
      @HeaderParam("Sec-Fetch-Site") String site) {
    boolean ours = site == null || site.equals("same-origin");
    if (!ours || role == null || !Set.of(Caller.ADMIN, Caller.SUPPORT).contains(role)) {
      throw HttpProblems.of(403);
    }
    var identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(DevIdentities.subject(role)))
            .addRole(role)
            .build();
    return sessions
        .beginUnproved(http.getCurrent(), identity)
        .map(
            begun ->
                Response.status(303)
                    .header("Location", to != null && to.startsWith("/admin") ? to : "/admin")
                    .cookie(begun)
                    .build());
  }
}
