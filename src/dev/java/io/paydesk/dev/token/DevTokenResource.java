package io.paydesk.dev.token;

import io.paydesk.caller.Caller;
import io.paydesk.problem.Refusal;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Gives a token to anybody who asks. It is not part of a production build. */
@Path("/dev/token")
@IfBuildProfile(anyOf = {"dev", "test"})
@PermitAll
public class DevTokenResource {

  private final DevKeys keys;

  DevTokenResource(@ConfigProperty(name = DevKeys.PRIVATE_KEY) String privateKey) {
    keys = DevKeys.ofPrivateKey(privateKey);
  }

  @GET
  @Path("{who}")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(hidden = true)
  public String token(@PathParam("who") String who) {
    if (!who.matches("[A-Za-z0-9@._-]{1,64}")) {
      throw Refusal.of(
          "invalid-user",
          400,
          "Not a user",
          "Ask for /dev/token/admin, /dev/token/service or /dev/token/<userId>.");
    }
    return keys.token(
        who,
        Set.of(Caller.ADMIN, Caller.SERVICE, Caller.SUPPORT).contains(who)
            ? Set.of(who)
            : Set.of());
  }
}
