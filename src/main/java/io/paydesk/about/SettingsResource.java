package io.paydesk.about;

import io.paydesk.caller.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** For admins alone: how something is set helps whoever wants to break it. */
@Path("/v1/settings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "settings", description = "What runs here, how it is set, and whether it is well")
@RolesAllowed(Caller.ADMIN)
public class SettingsResource {

  private final AboutReader about;
  private final SecurityIdentity identity;

  SettingsResource(AboutReader about, SecurityIdentity identity) {
    this.about = about;
    this.identity = identity;
  }

  @GET
  @Operation(
      operationId = "getSettings",
      summary = "Read what is set, and whether everything works: admin",
      description =
          "Never a secret: of a setting that may be one it says only whether it is set. Health is"
              + " that of the process that answers.")
  public Uni<SettingsView> get() {
    Caller.of(identity); // the caller must have a name
    return about.read();
  }
}
