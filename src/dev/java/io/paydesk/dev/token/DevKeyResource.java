package io.paydesk.dev.token;

import io.paydesk.problem.Refusal;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Hands out development's own key to whoever asks. It is not part of a production build. */
@Path("/dev/key")
@IfBuildProfile(anyOf = {"dev", "test"})
@PermitAll
public class DevKeyResource {

  private final Optional<java.nio.file.Path> file;

  DevKeyResource(@ConfigProperty(name = DevAdminKey.SETTING) Optional<java.nio.file.Path> file) {
    this.file = file;
  }

  @GET
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(hidden = true)
  @Blocking
  public String key() throws IOException {
    return Files.readString(file.orElseThrow(() -> Refusal.notFound("key", "of development")))
        .strip();
  }
}
